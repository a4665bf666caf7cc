import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connectionFailure } from './connection-failure.ts';
import { isForbiddenAddress, isForbiddenHost, isLocalHost } from './forbidden-address.ts';
import { openRequest } from './open-request.ts';
import { providerMessage } from './provider-message.ts';
import { statusFailure } from './status-failure.ts';

describe('an address that hands out credentials', () => {
  it.each([
    '169.254.169.254', '169.254.0.1', 'fe80::1', 'febf::1', 'fd00:ec2::254', '::ffff:169.254.169.254', '::ffff:a9fe:a9fe', '64:ff9b::a9fe:a9fe', '100.100.100.200', '168.63.129.16',
  ])('%s is never asked', (address) => {
    expect(isForbiddenAddress(address)).toBe(true);
  });

  it.each(['127.0.0.1', '10.0.0.5', '192.168.1.2', '::1', 'fd00::1', '1.2.3.4', '2001:db8::1', 'fec0::1', 'api.openai.com'])('%s is another', (address) => {
    expect(isForbiddenAddress(address)).toBe(false);
  });

  it.each(['http://2852039166/', 'http://0xa9fea9fe/', 'http://169.254.43518/', 'http://[::ffff:169.254.169.254]/', 'http://METADATA.google.internal./', 'http://metadata/'])('hidden as %s is found', (url) => {
    expect(isForbiddenHost(new URL(url).hostname)).toBe(true);
  });
});

describe('a local host', () => {
  it.each([['localhost', true], ['127.0.0.1', true], ['[::1]', true], ['192.168.0.9', true], ['host.docker.internal', true], ['api.openai.com', false], ['8.8.8.8', false]])('%s: %s', (host, local) => {
    expect(isLocalHost(host)).toBe(local);
  });
});

describe('an HTTP status', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  const failed = (status: number, headers: Record<string, string> = {}, message = '') => statusFailure({ host: 'h:1', status, headers, message, now });

  it.each([
    [401, '', 'PROVIDER_AUTH_FAILED', false],
    [403, '', 'PROVIDER_AUTH_FAILED', false],
    [404, '', 'PROVIDER_MODEL_NOT_FOUND', false],
    [400, "The model 'x' does not exist", 'PROVIDER_MODEL_NOT_FOUND', false],
    [400, 'maximum context length', 'PROVIDER_REFUSED', false],
    [413, '', 'PROVIDER_REFUSED', false],
    [408, '', 'PROVIDER_ERROR', true],
    [409, '', 'PROVIDER_ERROR', true],
    [429, '', 'PROVIDER_RATE_LIMITED', true],
    [500, '', 'PROVIDER_ERROR', true],
    [529, '', 'PROVIDER_ERROR', true],
  ])('%i %j is %s, asked again: %s', (status, message, code, again) => {
    const failure = failed(status, {}, message);
    expect({ code: failure.code, again: failure.retry !== null }).toEqual({ code, again });
    expect(failure.message).toContain(`h:1`);
    expect(failure.remedy).toMatch(/\.$/);
  });

  it.each([
    [{ 'retry-after': '7' }, 7_000],
    [{ 'retry-after': '30' }, 30_000],
    [{ 'retry-after': 'Thu, 01 Jan 2026 00:00:05 GMT' }, 5_000],
    [{ 'retry-after': 'Wed, 31 Dec 2025 00:00:00 GMT' }, 0],
    [{ 'retry-after-ms': '250', 'retry-after': '9' }, 250],
    [{ 'retry-after': 'soon' }, null],
  ])('with %j is asked again after %s ms', (headers, afterMs) => {
    expect(failed(429, headers).retry).toEqual({ afterMs });
  });

  it('that asks for more than 30 s is told, not waited for', () => {
    const failure = failed(429, { 'retry-after': '31' });
    expect(failure.retry).toBeNull();
    expect(failure.message).toContain('It asks to wait 31 s.');
  });
});

describe('what a provider says of its error', () => {
  it.each([
    ['{"error":{"message":"a"}}', 'a'],
    ['{"error":"b"}', 'b'],
    ['{"message":"c"}', 'c'],
    ['{"detail":{"error":"d"}}', 'd'],
    ['{"error":{"error":{"error":{"error":"deep"}}}}', ''],
    ['{"error":{"code":1}}', ''],
    ['[]', ''],
    ['<html>', ''],
    ['"text"', 'text'],
  ])('%s is read as %j', (body, message) => {
    expect(providerMessage(body)).toBe(message);
  });
});

describe('a connection', () => {
  const url = new URL('https://api.example:8443/v1');

  it.each([
    [{ code: 'ENOTFOUND' }, 'PROVIDER_UNREACHABLE', 'host name is not known', true],
    [{ code: 'CERT_HAS_EXPIRED' }, 'PROVIDER_UNREACHABLE', 'certificate of api.example:8443', false],
    [{ code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }, 'PROVIDER_UNREACHABLE', 'certificate', false],
    [{ code: 'ERR_TLS_CERT_ALTNAME_INVALID' }, 'PROVIDER_UNREACHABLE', 'certificate', false],
    [{ code: 'HPE_INVALID_CONSTANT' }, 'PROVIDER_BAD_ANSWER', 'does not answer in HTTP', false],
    [{}, 'PROVIDER_UNREACHABLE', 'the connection failed', true],
  ])('that fails with %j is %s', (fields, code, text, again) => {
    const failure = connectionFailure(url, Object.assign(new Error('secret detail'), fields));
    expect(failure).toMatchObject({ code, message: expect.stringContaining(text) });
    expect('retry' in failure && failure.retry !== null).toBe(again);
    expect(failure.message).not.toContain('secret detail');
  });

  it('to a server that does not speak HTTP is told as such', async () => {
    const server = createServer((socket) => socket.on('error', () => {}).end('SSH-2.0-OpenSSH_9\r\n')).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const request = { method: 'GET', url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`), headers: {}, body: null, connected: () => {} };
    await expect(openRequest({ ...request, signal: new AbortController().signal })).rejects.toMatchObject({ code: 'PROVIDER_BAD_ANSWER' });
  });

  it('that is aborted before it begins asks nobody', async () => {
    const reason = new Error('enough');
    await expect(openRequest({ method: 'GET', url, headers: {}, body: null, connected: () => {}, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});
