import { BlockList, isIP } from 'node:net';

const forbidden = new BlockList();
forbidden.addSubnet('169.254.0.0', 16); // link-local, and the metadata service of most clouds
forbidden.addSubnet('fe80::', 10, 'ipv6');
forbidden.addSubnet('64:ff9b::a9fe:0', 112, 'ipv6'); // the same range through NAT64
for (const address of ['100.100.100.200', '168.63.129.16', '192.0.0.192']) forbidden.addAddress(address); // Alibaba, Azure, Oracle
forbidden.addAddress('fd00:ec2::254', 'ipv6'); // AWS

const forbiddenNames = new Set(['metadata', 'metadata.google.internal', 'instance-data', 'instance-data.ec2.internal']);

/** Addresses that hand out a machine's own credentials; no provider lives there. Takes a plain IP address, IPv4 in IPv6 too. */
export function isForbiddenAddress(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && forbidden.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

/** The same for the host of a URL, a name or an address (IPv6 in brackets). */
export function isForbiddenHost(hostname: string): boolean {
  const name = hostname.toLowerCase().replace(/^\[|\]$/g, '').replace(/\.$/, '');
  return forbiddenNames.has(name) || isForbiddenAddress(name);
}

const local = new BlockList();
local.addSubnet('127.0.0.0', 8);
local.addSubnet('10.0.0.0', 8);
local.addSubnet('172.16.0.0', 12);
local.addSubnet('192.168.0.0', 16);
local.addAddress('::1', 'ipv6');
local.addSubnet('fc00::', 7, 'ipv6');

/** True for a host on this machine or its own network, where models take their time. */
export function isLocalHost(hostname: string): boolean {
  const name = hostname.toLowerCase().replace(/^\[|\]$/g, '');
  const family = isIP(name);
  if (family === 0) return name === 'localhost' || /\.(localhost|local|internal)$/.test(name);
  return local.check(name, family === 4 ? 'ipv4' : 'ipv6');
}
