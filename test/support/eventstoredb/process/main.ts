import { Journal } from '../journal.ts';
import { StandInLog } from '../log.ts';
import { StandIn } from '../stand-in.ts';

// The stand-in as a process of its own: main.ts <file of its log> <port>. Tells its address when it listens.

const [, , file = '', port = '0'] = process.argv;
const standIn = new StandIn(new StandInLog(new Journal(file)), Number(port));
process.on('message', (killAfter: string) => {
  standIn.faults.killAfter = killAfter;
  process.send?.('understood');
});
process.on('disconnect', () => process.exit());
await standIn.start();
process.send?.(standIn.url);
