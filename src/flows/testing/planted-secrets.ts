/** A secret of one kind: the text it stands in, and the part of it that must not come out. */
export interface PlantedSecret {
  readonly kind: string;
  readonly text: string;
  readonly secret: string;
}

const MIXED = 'a7Kd93LmQ2xZpV8sR4tYwB6nHc1JfG5eXu0T';
const HEX = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

/** Letters of `alphabet` in an order that looks random and is the same every time. */
function letters(length: number, alphabet = MIXED): string {
  return Array.from({ length }, (_, index) => alphabet[(index * 7 + (index >> 3)) % alphabet.length]).join('');
}

function token(kind: string, secret: string): PlantedSecret {
  return { kind, text: secret, secret };
}

function inside(kind: string, secret: string, before: string, after = ''): PlantedSecret {
  return { kind, text: `${before}${secret}${after}`, secret };
}

function key(type: string): PlantedSecret {
  const body = Array.from({ length: 6 }, (_, line) => letters(60, `${MIXED.slice(line)}${MIXED}`)).join('\n');
  const label = `${type}PRIVATE KEY${type === 'PGP ' ? ' BLOCK' : ''}`;
  return { kind: `${type}private key`, text: `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----`, secret: body.slice(70, 110) };
}

const password = 'tr0ub4dor&3x';

/** One or more of every kind that must be found, made up, in the issuers' formats. Joined here so that no scanner takes this file for a leak. */
export const plantedSecrets: readonly PlantedSecret[] = [
  ...['', 'RSA ', 'EC ', 'DSA ', 'OPENSSH ', 'ENCRYPTED ', 'PGP '].map(key),
  { kind: 'PuTTY key', text: `PuTTY-User-Key-File-3: ssh-ed25519\nComment: me\nPrivate-Lines: 1\n${letters(48)}\nPrivate-MAC: ${HEX}`, secret: letters(48) },
  inside('GCP service account', letters(40), `{"type": "service_account", "private_key": "-----BEGIN PRIVATE KEY-----\\n`, `\\n-----END PRIVATE KEY-----\\n"}`),
  token('AWS access key', `AKIA${'Q3EGTZ7W5XKJ2MNB'}`), token('AWS temporary key', `ASIA${'Q3EGTZ7W5XKJ2MNB'}`),
  inside('AWS secret key', `wJalr+${letters(34)}`, 'aws_secret_access_key = '), inside('AWS secret key in JSON', `wJalr/${letters(34)}`, '"SecretAccessKey": "', '"'),
  inside('AWS session token', `IQoJb3JpZ2lu${letters(120)}`, 'AWS_SESSION_TOKEN='), inside('AWS key pair', letters(40), `AKIA${'Q3EGTZ7W5XKJ2MNB'} `),
  inside('Azure account key', `${letters(86)}==`, 'DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=', ';EndpointSuffix=core.windows.net'),
  inside('Azure signature', `${letters(43)}%3D`, 'https://shop.blob.core.windows.net/c?sv=2022-11-02&sig='), token('Azure client secret', `Ab1${'8Q~'}${letters(34)}`),
  ...['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'].map((prefix) => token('GitHub', `${prefix}${letters(36)}`)), token('GitHub fine-grained', `github_pat_${letters(22)}_${letters(59)}`),
  token('GitLab', `glpat-${letters(20)}`), token('GitLab deploy', `gldt-${letters(20)}`), token('Bitbucket', `ATBB${letters(32)}`), token('Atlassian', `ATATT3${letters(180)}`),
  token('Slack bot', `xoxb-${'123456789012'}-${'123456789012'}-${letters(24)}`), token('Slack app', `xapp-1-A0${letters(9)}-${'1234567890'}-${letters(32)}`),
  inside('Slack webhook', `T0${letters(8)}/B0${letters(8)}/${letters(24)}`, `https://hooks.slack.com/${'services'}/`),
  inside('Discord webhook', letters(68), `https://discord.com/api/webhooks/${'123456789012345678'}/`), token('Discord bot', `M${letters(23)}.${letters(6)}.${letters(30)}`),
  token('Telegram', `${'110201543'}:AA${letters(33)}`), token('Stripe', `sk_live_${letters(24)}`), token('Stripe restricted', `rk_live_${letters(24)}`), token('Stripe webhook', `whsec_${letters(32)}`),
  token('Twilio', `SK${HEX.slice(0, 32)}`), token('SendGrid', `SG.${letters(22)}.${letters(43)}`), token('Mailgun', `key-${HEX.slice(0, 32)}`), token('Mailchimp', `${HEX.slice(0, 32)}-us12`),
  token('npm', `npm_${letters(36)}`), token('PyPI', `pypi-AgEIcHlwaS5vcmc${letters(60)}`), token('Docker Hub', `dckr_pat_${letters(27)}`), token('DigitalOcean', `dop_v1_${HEX}`),
  token('Heroku', `HRKU-AA${letters(58)}`), inside('Heroku by name', '12345678-1234-4abc-9def-1234567890ab', 'HEROKU_API_KEY='),
  inside('Cloudflare', letters(40), 'CLOUDFLARE_API_TOKEN='), token('Supabase', `sbp_${HEX.slice(0, 40)}`), token('Supabase secret', `sb_secret_${letters(31)}`),
  inside('Vercel', letters(24), 'VERCEL_TOKEN='), token('Vercel', `vcp_${letters(36)}`), token('Netlify', `nfp_${letters(36)}`),
  inside('Sentry DSN', HEX.slice(0, 32), 'https://', '@o1.ingest.sentry.io/42'), inside('Datadog', HEX.slice(0, 32), 'DD_API_KEY='), token('New Relic', `NRAK-${letters(27, 'ABCDEFGHIJ0123456789')}`),
  token('Shopify', `shpat_${HEX.slice(0, 32)}`), token('Square', `sq0csp-${letters(43)}`), token('PayPal', `A21AA${letters(90)}`), token('Braintree', `access_token$production$${HEX.slice(0, 16)}$${HEX.slice(0, 32)}`),
  token('Linear', `lin_api_${letters(40)}`), token('Notion', `ntn_${'12345678901'}${letters(35)}`), token('Figma', `figd_${letters(40)}`),
  token('Vault', `hvs.${letters(95)}`), token('Terraform', `${letters(14)}.atlasv1.${letters(67)}`), token('Grafana', `glsa_${letters(32)}_${HEX.slice(0, 8)}`), token('Databricks', `dapi${HEX.slice(0, 32)}`),
  token('OpenAI', `sk-proj-${letters(48)}`), token('OpenAI older', `sk-${letters(20)}T3BlbkFJ${letters(20)}`), token('Anthropic', `sk-ant-api03-${letters(93)}AA`), token('Hugging Face', `hf_${letters(34, 'abcdEFGHijkLMNopqRSTuvWXyz')}`),
  token('Groq', `gsk_${letters(52)}`), token('Replicate', `r8_${letters(37)}`), token('Google API', `AIza${letters(35)}`), token('Google OAuth', `ya29.${letters(60)}`), token('Google client secret', `GOCSPX-${letters(28)}`),
  token('Firebase', `AAAA${letters(7)}:APA91b${letters(134)}`),
  token('JWT', `eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.${letters(43)}`), token('Supabase service role', `eyJhbGciOiJIUzI1NiJ9.eyJyb2xlIjoic2VydmljZV9yb2xlIn0.${letters(43)}`),
  inside('Bearer', letters(40), 'Authorization: Bearer '), inside('Basic', 'YWRtaW46dHIwdWI0ZG9yJjN4', 'Authorization: Basic '), inside('curl', password, 'curl -u admin:'),
  inside('URL password', password, 'postgres://app:', '@db.internal/shop'), inside('short URL password', 'pw', 'postgres://app:', '@h/db'), inside('password with @', 'p@ss:w0rd', 'postgresql://app:', '@h:5432/db'),
  inside('libpq', 'hunter22', 'host=db user=app password=', ' dbname=shop'), inside('libpq first', 'hunter', 'password=', ' host=db'), inside('PGPASSWORD', password, 'PGPASSWORD=', ' psql'),
  inside('ADO', 'S3cret!pw', 'Server=db;User Id=app;Password=', ';'), inside('ADO short', 'S3cret!pw', 'Server=db;Uid=app;Pwd=', ';'), inside('JDBC', 'S3cret-pw', 'jdbc:postgresql://db/shop?user=app&password='),
  inside('JDBC Oracle', 'tiger9', 'jdbc:oracle:thin:scott/', '@db:1521/x'), inside('pgpass', 'S3cretpw', 'db.internal:5432:shop:app:'), inside('netrc', 'S3cretpw', 'machine h login app password '),
  inside('JSON', password, '{"password": "', '"}'), inside('JSON api key', letters(24), '{"apiKey": "', '"}'), inside('JSON in JSON', password, '"{\\"client_secret\\": \\"', '\\"}"'),
  inside('YAML', password, 'database:\n  password: ', '\n  port: 5432'), inside('YAML quoted', password, "api_key: '", "'"), inside('env', password, 'export DB_PASSWORD="', '"'), inside('env bare', password, 'SECRET_KEY_BASE='),
  inside('INI', 'hunter22x', '[db]\npassword = ', '\n'), inside('code', password, "const clientSecret = '", "';"), inside('option', 'hunter22', 'mysqldump --password=', ' shop'),
  inside('SQL role', password, "ALTER ROLE app WITH LOGIN PASSWORD '", "'"), inside('SQL encrypted', password, "CREATE USER app ENCRYPTED PASSWORD '", "'"), inside('SQL short', 'pw1', "CREATE USER app PASSWORD '", "'"),
  inside('IDENTIFIED BY', password, "CREATE USER app IDENTIFIED BY '", "'"), inside('user mapping', password, "CREATE USER MAPPING FOR app SERVER s OPTIONS (user 'app', password '", "')"),
  inside('subscription', 'hunter22', "CREATE SUBSCRIPTION s CONNECTION 'host=h user=r password=", "' PUBLICATION p"), inside('dblink', 'hunter22', "SELECT dblink_connect('host=h password=", "')"),
  inside('setting', letters(24), "ALTER DATABASE shop SET app.jwt_secret TO '", "'"), inside('set_config', letters(24), "SELECT set_config('app.jwt_secret', '", "', false)"),
  inside('dollar-quoted', 'hunter22', 'ALTER ROLE app PASSWORD $$', '$$'), inside('pgcrypto', 'correct horse', "SELECT pgp_sym_decrypt(card, '", "')"), inside('crypt', 'hunter22', "SELECT crypt('", "', gen_salt('bf'))"),
  token('bcrypt', `$2b$12$${letters(53)}`), token('SCRAM', `SCRAM-SHA-256$4096:${letters(22)}==$${letters(43)}=:${letters(43)}=`), inside('htpasswd', `$apr1$${letters(8)}$${letters(22)}`, 'admin:'),
  token('argon2', `$argon2id$v=19$m=65536,t=3,p=4$${letters(22)}$${letters(43)}`),
];
