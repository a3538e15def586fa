/**
 * The image name of versions whose commands run on the agent's own machine, not in a container.
 * Such a version can do there whatever the agent may; only an instance admin may publish one.
 */
export const hostImage = 'host';
