/** Words that are not written as they are spoken. */
const names: Readonly<Record<string, string>> = {
  ai: 'AI', anthropic: 'Anthropic', api: 'API', aws: 'AWS', azure: 'Azure', databricks: 'Databricks', digitalocean: 'DigitalOcean', discord: 'Discord', docker: 'Docker', dsn: 'DSN', gcp: 'GCP',
  github: 'GitHub', gitlab: 'GitLab', google: 'Google', heroku: 'Heroku', huggingface: 'Hugging Face', id: 'ID', json: 'JSON', jwt: 'JWT', mailgun: 'Mailgun', npm: 'npm', oauth: 'OAuth',
  openai: 'OpenAI', postman: 'Postman', pypi: 'PyPI', sendgrid: 'SendGrid', sentry: 'Sentry', shopify: 'Shopify', slack: 'Slack', sql: 'SQL', ssh: 'SSH', stripe: 'Stripe', telegram: 'Telegram', twilio: 'Twilio', url: 'URL',
};

/** A kind of redaction in words: `sql-literal` is "SQL literals masked", `secret:github-token` is "GitHub token". */
export function redactionLabel(kind: string): string {
  if (kind === 'sql-literal') return 'SQL literals masked';
  const [first = '', ...rest] = kind.replace(/^secret:/, '').split(/[-_ ]+/);
  return [nameOf(first) ?? first.charAt(0).toUpperCase() + first.slice(1), ...rest.map((word) => nameOf(word) ?? word)].join(' ');
}

function nameOf(word: string): string | undefined {
  return Object.hasOwn(names, word) ? names[word] : undefined;
}
