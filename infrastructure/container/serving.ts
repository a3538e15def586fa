// What only a server needs, half of the program: commands are done before it would be loaded.
export { dispatchModule } from './dispatch.ts';
export { figuresModule } from './figures.ts';
export { LocalAgent } from './local-agent.ts';
export { httpServerOf, servicesOf } from './roles.ts';
export { upkeepModule } from './upkeep/module.ts';
