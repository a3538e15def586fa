import { obey, type Order } from './obey.ts';

process.on('disconnect', () => process.exit());
process.on('message', (order: Order) => void obey(order).then((said) => process.send?.(said)));
