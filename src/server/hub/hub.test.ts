import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endpoints } from '#contract';
import { startFakeProvider, type FakeProvider } from '../testing/fake-provider.ts';
import { hubFilePath } from './hub-file.ts';
import { openHub } from './hub.ts';

const key = 'sk-canary-0123456789-WXYZ';
let home: string;
const environment = (values: Record<string, string> = {}) => ({ HOME: home, XDG_CONFIG_HOME: join(home, 'config'), ...values });

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'aksara-hub-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

describe('a hub nobody configured', () => {
  it('answers as a fresh Aksara backend does, but for the number of providers', async () => {
    const recorded = JSON.parse(readFileSync(new URL('../../contract/fixtures/aksara/ai-hub-status-unconfigured.json', import.meta.url), 'utf8'));
    expect(await openHub(environment()).status()).toEqual({ ...recorded, total_count: 6 });
  });

  it('writes nothing', async () => {
    const hub = openHub(environment());
    await hub.status();
    await hub.providers();
    expect(existsSync(hub.file)).toBe(false);
    expect(await hub.active()).toBeNull();
  });
});

describe('copy only', () => {
  it('is chosen with the documented body and remembered', async () => {
    expect(openHub(environment()).configure({ provider: 'copy_only', enabled: true }).ok).toBe(true);
    const again = openHub(environment());
    expect(await again.active()).toEqual({ provider: 'copy_only', model: '' });
    expect(await again.status()).toMatchObject({ overall: 'ready', active_provider: 'copy_only', configured_count: 1 });
  });

  it('wins over a key in the environment once chosen, and gives the place back when disabled', async () => {
    const hub = openHub(environment({ OPENAI_API_KEY: key }));
    hub.configure({ provider: 'copy_only', enabled: true });
    expect((await hub.active())?.provider).toBe('copy_only');
    hub.configure({ provider: 'copy_only', enabled: false });
    expect((await hub.active())?.provider).toBe('openai');
  });
});

describe('provider settings', () => {
  it.each([
    [{ OPENAI_API_KEY: key }, 'openai'],
    [{ ANTHROPIC_API_KEY: key }, 'anthropic'],
    [{ AZURE_OPENAI_API_KEY: key, AZURE_OPENAI_ENDPOINT: 'https://x.openai.azure.com' }, 'azure'],
    [{ OLLAMA_BASE_URL: 'http://127.0.0.1:11434' }, 'ollama'],
    [{ AI_HTTP_ENDPOINT: 'http://127.0.0.1:9000/complete' }, 'custom'],
  ])('%j configures %s', async (values, kind) => {
    const hub = openHub(environment(values));
    expect((await hub.active())?.provider).toBe(kind);
    expect((await hub.status()).overall).toBe('ready');
  });

  it('of Azure without an endpoint are partial and say what is missing', async () => {
    const hub = openHub(environment({ AZURE_OPENAI_API_KEY: key }));
    expect((await hub.status()).overall).toBe('partial');
    expect((await hub.providers()).providers.find(({ kind }) => kind === 'azure')?.needs).toEqual(['a base URL (AZURE_OPENAI_ENDPOINT)']);
  });

  it('whose key in the environment cannot stand in a header are not used, and the key is not shown', async () => {
    const hub = openHub(environment({ OPENAI_API_KEY: 'sk-canary line\nbreak-ключ-WXYZ' }));
    expect(await hub.connection('openai')).toBeNull();
    expect((await hub.providers()).providers[0]?.needs).toEqual(['a key of visible ASCII characters (OPENAI_API_KEY)']);
    expect(JSON.stringify(await hub.providers())).not.toContain('canary');
  });

  it('in the environment win over saved ones', async () => {
    openHub(environment()).saveSecret({ provider: 'openai', api_key: 'sk-saved-9876543210-ABCD' });
    const hub = openHub(environment({ OPENAI_API_KEY: key }));
    expect((await hub.providers()).providers[0]?.key).toEqual({ configured: true, last4: 'WXYZ', source: 'environment' });
  });

  it('go back to their default when saved empty, and stay when null', async () => {
    const hub = openHub(environment());
    const openai = async () => (await hub.providers()).providers[0];
    hub.configure({ provider: 'openai', base_url: 'http://127.0.0.1:9999/v1/', model: 'gpt-x' });
    expect(await openai()).toMatchObject({ base_url: 'http://127.0.0.1:9999/v1', model: 'gpt-x' });
    hub.configure({ provider: 'openai', base_url: '', model: null });
    expect(await openai()).toMatchObject({ base_url: 'https://api.openai.com/v1', model: 'gpt-x' });
  });

  it.each(['http://169.254.169.254/latest', 'http://metadata.google.internal/', 'http://[fe80::1]/', 'ftp://x/', 'nonsense', 'http://u:p@h/'])(
    'refuse the base URL %s',
    (base_url) => {
      expect(() => openHub(environment()).configure({ provider: 'custom', base_url })).toThrow(expect.objectContaining({ code: 'INVALID_REQUEST' }));
    },
  );

  it('of an unknown provider are refused with the known names', () => {
    expect(openHub(environment()).configure({ provider: 'nope' })).toMatchObject({ ok: false, error_code: 'UNKNOWN_PROVIDER' });
  });
});

describe('keys', () => {
  it('are saved for their owner only, outside the project, and never answered', async () => {
    const hub = openHub(environment({ OPENAI_BASE_URL: 'http://127.0.0.1:1/v1' }));
    const answers = [
      hub.saveSecret({ provider: 'openai', api_key: key }),
      await hub.status(), await hub.providers(), await hub.models(), await hub.test('openai'), hub.configure({ provider: 'openai', enabled: true }),
    ];
    expect(hub.file).toBe(join(home, 'config', 'aksara-studio', 'hub.json'));
    expect(statSync(hub.file).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(hub.file)).mode & 0o777).toBe(0o700);
    expect(readFileSync(hub.file, 'utf8')).toContain(key);
    expect(JSON.stringify(answers)).not.toContain(key.slice(0, -4));
    expect(answers[0]).toMatchObject({ ok: true, configured: true, last4: 'WXYZ' });
    expect(hub.secrets()).toEqual([key]);
  });

  it('of fewer than 12 characters show no part of themselves', () => {
    expect(openHub(environment()).saveSecret({ provider: 'openai', api_key: 'short-key' })).toMatchObject({ configured: true, last4: null });
  });

  it('are removed by an empty one', async () => {
    const hub = openHub(environment());
    hub.saveSecret({ provider: 'openai', api_key: key });
    hub.saveSecret({ provider: 'openai', api_key: '' });
    expect(await hub.active()).toBeNull();
    expect(readFileSync(hub.file, 'utf8')).not.toContain(key);
  });

  it.each(['two words', 'line\nbreak', 'ключ'])('such as %j are refused: they cannot stand in a header', (api_key) => {
    expect(() => openHub(environment()).saveSecret({ provider: 'openai', api_key })).toThrow(/characters that no provider uses/);
  });

  it('in a file that others can read are closed to them', () => {
    const hub = openHub(environment());
    hub.saveSecret({ provider: 'openai', api_key: key });
    chmodSync(hub.file, 0o644);
    openHub(environment());
    expect(statSync(hub.file).mode & 0o777).toBe(0o600);
  });
});

describe('the settings file', () => {
  it('that is broken shows as a warning and is not overwritten', async () => {
    const file = hubFilePath(environment());
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '{ broken');
    const hub = openHub(environment());
    expect((await hub.status()).warnings?.[0]).toContain(file);
    expect(() => hub.configure({ provider: 'copy_only' })).toThrow(expect.objectContaining({ code: 'SOURCE_UNREADABLE' }));
    expect(readFileSync(file, 'utf8')).toBe('{ broken');
  });

  it('keeps what another Studio saved meanwhile', async () => {
    const [one, two] = [openHub(environment()), openHub(environment())];
    one.saveSecret({ provider: 'openai', api_key: key });
    two.configure({ provider: 'copy_only' });
    expect((await openHub(environment()).status()).configured_count).toBe(2);
  });

  it('lies under the home folder without XDG_CONFIG_HOME', () => {
    expect(hubFilePath({ HOME: '/home/me' })).toBe('/home/me/.config/aksara-studio/hub.json');
    expect(hubFilePath({ HOME: '/home/me', XDG_CONFIG_HOME: 'relative' })).toBe('/home/me/.config/aksara-studio/hub.json');
  });
});

describe('a test of a provider', () => {
  let fake: FakeProvider;
  beforeEach(async () => {
    fake = await startFakeProvider({ key });
  });
  afterEach(() => fake.close());

  it.each([
    ['openai', ['fake-large', 'fake-small']],
    ['azure', undefined],
    ['anthropic', ['fake-large', 'fake-small']],
    ['ollama', ['fake-large', 'fake-small']],
    ['custom', undefined],
  ] as const)('%s says that it answers, how fast, and which models it lists', async (kind, models) => {
    const hub = openHub(environment(fake.environment[kind]));
    const found = endpoints.hubTest.response.parse(await hub.test(kind));
    expect(found).toMatchObject({ provider: kind, reachable: true, model: 'fake-large', error: null });
    expect(found.latency_ms).toBeGreaterThan(0);
    expect(found.models).toEqual(models);
    expect((await hub.providers()).providers.find((provider) => provider.kind === kind)).toMatchObject({ reachable: true, error: null });
    expect((await hub.status()).onboarding).toMatchObject({ providers_tested: true });
    expect((await hub.models()).models.filter(({ mode }) => mode === undefined).map(({ model_id }) => model_id)).toEqual(models ?? []);
    expect(fake.requests.every(({ method }) => method !== 'POST')).toBe(true);
  });

  it.each(['openai', 'azure', 'anthropic', 'custom'] as const)('%s with a wrong key says so, without the key', async (kind) => {
    const wrong = Object.fromEntries(Object.entries(fake.environment[kind]).map(([name, value]) => [name, value === key ? 'sk-wrong-canary-9999' : value]));
    const found = await openHub(environment(wrong)).test(kind);
    expect(found).toMatchObject({ reachable: false, error_code: 'PROVIDER_AUTH_FAILED', remedy: expect.stringContaining('key') });
    expect(JSON.stringify(found)).not.toContain('sk-wrong-canary');
  });

  it('says that a model is not among those it lists', async () => {
    const hub = openHub(environment({ ...fake.environment.openai, OPENAI_MODEL: 'gpt-0' }));
    expect(await hub.test('openai')).toMatchObject({ reachable: true, remedy: expect.stringContaining("'gpt-0' is not among the 2") });
  });

  it('is forgotten when its settings change', async () => {
    const hub = openHub(environment(fake.environment.openai));
    await hub.test('openai');
    hub.configure({ provider: 'openai', model: 'fake-small' });
    expect((await hub.providers()).providers[0]).toMatchObject({ reachable: null });
    expect((await hub.models()).models.every(({ mode }) => mode !== undefined)).toBe(true);
  });

  it('that is stopped is no finding', async () => {
    const hub = openHub(environment(fake.environment.openai));
    expect(await hub.test('openai', AbortSignal.abort())).toMatchObject({ reachable: false, error_code: 'CANCELLED' });
    expect((await hub.providers()).providers[0]).toMatchObject({ reachable: null, error: null });
  });

  it('that is not set up or not known asks nobody', async () => {
    const hub = openHub(environment());
    expect(await hub.test('anthropic')).toMatchObject({ reachable: false, error_code: 'AI_HUB_NOT_CONFIGURED' });
    expect(await hub.test('nope')).toMatchObject({ reachable: false, error_code: 'UNKNOWN_PROVIDER' });
    expect((await hub.providers()).providers.every(({ reachable, error }) => reachable === null && error === null)).toBe(true);
    expect(fake.requests).toEqual([]);
  });

  it('of a base URL in the environment that is none says so', async () => {
    expect(await openHub(environment({ OLLAMA_BASE_URL: 'localhost:11434' })).test('ollama')).toMatchObject({ reachable: false, error_code: 'INVALID_REQUEST' });
  });
});
