import { test } from 'tap';
import { addressList } from '../../infrastructure/address-list.ts';

test('loopback is this machine, however it is written', async (t) => {
  const known = addressList('loopback');
  for (const address of ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1']) t.ok(known(address), address);
  for (const address of ['10.0.0.1', '::ffff:10.0.0.1', '2001:db8::1', '', 'localhost']) t.notOk(known(address), address);
});

test('addresses and networks of both families', async (t) => {
  const known = addressList('10.1.0.0/16, 192.0.2.7,2001:db8::/32');
  for (const address of ['10.1.2.3', '192.0.2.7', '2001:db8:1::5']) t.ok(known(address), address);
  for (const address of ['10.2.0.1', '192.0.2.8', '2001:db9::1', '127.0.0.1']) t.notOk(known(address), address);
});

test('what is neither is named', async (t) => {
  for (const wrong of ['here', '10.0.0.0/33', '10.0.0.0/x', '2001:db8::/129'])
    t.throws(() => addressList(`loopback,${wrong}`), { message: new RegExp(`"${wrong}" is no address`) });
  t.notOk(addressList('')('127.0.0.1'), 'an empty list lets nobody in');
});
