import { BlockList, isIP } from 'node:net';

const loopback = ['127.0.0.0/8', '::1'];

/**
 * Whether an address is in a list like `loopback,10.0.0.0/8,2001:db8::1`.
 * @throws Error naming what is neither an address nor a network
 */
export function addressList(list: string): (address: string) => boolean {
  const entries = list.split(',').flatMap((entry) => (entry.trim() === 'loopback' ? loopback : entry.trim() || []));
  const known = new BlockList();
  for (const entry of entries) add(known, entry);
  return (address) => {
    const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
    return isIP(plain) !== 0 && known.check(plain, familyOf(plain));
  };
}

function add(known: BlockList, entry: string): void {
  const [address = '', bits] = entry.split('/');
  const most = isIP(address) === 4 ? 32 : 128;
  if (isIP(address) === 0 || (bits !== undefined && !(/^\d{1,3}$/.test(bits) && Number(bits) <= most)))
    throw new Error(`"${entry}" is no address and no network: give addresses like 10.1.2.3, networks like 10.0.0.0/8, or loopback`);
  if (bits === undefined) known.addAddress(address, familyOf(address));
  else known.addSubnet(address, Number(bits), familyOf(address));
}

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 4 ? 'ipv4' : 'ipv6');
