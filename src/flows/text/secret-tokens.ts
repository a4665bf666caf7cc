import { groupBy } from '#analysis';
import type { PatternFamily, SecretPattern } from './secret-pattern.ts';

/** Tokens that say by their own first letters what they are, in the formats their issuers document. */
const TOKENS: readonly (readonly [kind: string, source: string])[] = [
  ['aws-access-key', '(?:A3T[A-Z0-9]|AKIA|ABIA|ACCA|AGPA|AIDA|AROA|AIPA|ANPA|ANVA|ASIA)[A-Z0-9]{16}'],
  ['aws-session-token', '(?:FwoGZXIvYXdz|IQoJb3JpZ2lu)[A-Za-z0-9+/]{40,2048}={0,2}'],
  ['github-token', 'gh[pousr]_[A-Za-z0-9_]{30,255}'],
  ['github-token', 'github_pat_[A-Za-z0-9_]{22,255}'],
  ['gitlab-token', 'gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|soat|oas|ffct|rtr|wt)-[A-Za-z0-9_.-]{20,128}'],
  ['gitlab-token', 'GR1348941[A-Za-z0-9_-]{20,64}'],
  ['bitbucket-token', 'AT(?:BB|CTT3xFfG)[A-Za-z0-9_=-]{24,255}'],
  ['atlassian-token', 'ATATT3[A-Za-z0-9_=-]{40,255}'],
  ['slack-token', 'xox[a-z](?:\\.xox[a-z])?-[A-Za-z0-9-]{10,255}'],
  ['slack-token', 'xapp-[0-9]-[A-Za-z0-9-]{10,255}'],
  ['telegram-bot-token', '[0-9]{8,10}:AA[A-Za-z0-9_-]{33}'],
  ['discord-token', '[MNO][A-Za-z0-9_-]{23,27}\\.[A-Za-z0-9_-]{6}\\.[A-Za-z0-9_-]{27,40}'],
  ['discord-token', 'mfa\\.[A-Za-z0-9_-]{60,100}'],
  ['stripe-key', '[rs]k_(?:live|test)_[A-Za-z0-9]{10,255}'],
  ['stripe-webhook-secret', 'whsec_[A-Za-z0-9+/]{24,128}={0,2}'],
  ['twilio-key', 'SK[0-9a-f]{32}'],
  ['sendgrid-key', 'SG\\.[A-Za-z0-9_-]{16,128}\\.[A-Za-z0-9_-]{16,128}'],
  ['mailgun-key', 'key-[0-9a-f]{32}'],
  ['mailgun-key', '[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8}'],
  ['mailchimp-key', '[0-9a-f]{32}-us[0-9]{1,2}'],
  ['brevo-key', 'x(?:key|smtp)sib-[0-9a-f]{64}-[A-Za-z0-9]{16}'],
  ['npm-token', 'npm_[A-Za-z0-9_]{36}'],
  ['pypi-token', 'pypi-[A-Za-z0-9_-]{50,512}'],
  ['rubygems-token', 'rubygems_[0-9a-f]{48}'],
  ['crates-token', 'cio[A-Za-z0-9]{32}'],
  ['nuget-key', 'oy2[a-z0-9]{43}'],
  ['docker-token', 'dckr_[op]at_[A-Za-z0-9_-]{27,64}'],
  ['digitalocean-token', 'do[por]_v1_[0-9a-f]{64}'],
  ['heroku-key', 'HRKU-[A-Za-z0-9_-]{36,80}'],
  ['cloudflare-token', 'cf(?:ut|at|k)_[A-Za-z0-9_-]{30,128}'],
  ['cloudflare-token', 'v1\\.0-[0-9a-f]{24}-[0-9a-f]{146}'],
  ['supabase-token', 'sbp_[A-Za-z0-9_]{40,64}'],
  ['supabase-token', 'sb_secret_[A-Za-z0-9_-]{20,64}'],
  ['vercel-token', 'vc[piark]_[A-Za-z0-9]{20,60}'],
  ['vercel-token', 'vercel_blob_rw_[A-Za-z0-9]{10,40}_[A-Za-z0-9]{20,60}'],
  ['netlify-token', 'nf[pcoub]_[A-Za-z0-9]{36,40}'],
  ['sentry-token', 'sntry[su]_[A-Za-z0-9+/=_]{40,512}'],
  ['new-relic-key', '(?:NRAK|NRII|NRIQ|NRRA|NRJS)-[A-Za-z0-9_-]{19,64}'],
  ['new-relic-key', '[0-9a-f]{36}NRAL'],
  ['grafana-token', 'gl(?:c_[A-Za-z0-9+/]{32,400}={0,2}|sa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8})'],
  ['shopify-token', 'shp(?:at|ca|pa|ss|ua|tka)_[A-Za-z0-9]{32,64}'],
  ['square-token', 'sq0[a-z]{3}-[A-Za-z0-9_-]{22,60}'],
  ['square-token', 'EAAA[A-Za-z0-9_-]{60}'],
  ['paypal-token', 'A21AA[A-Za-z0-9_-]{70,120}'],
  ['braintree-token', 'access_token\\$(?:production|sandbox)\\$[a-z0-9]{16}\\$[0-9a-f]{32}'],
  ['linear-key', 'lin_(?:api|oauth|wh)_[A-Za-z0-9_]{32,128}'],
  ['notion-token', 'secret_[A-Za-z0-9]{43}'],
  ['notion-token', 'ntn_[A-Za-z0-9]{40,64}'],
  ['figma-token', 'fig[dour]_[A-Za-z0-9_-]{40,200}'],
  ['airtable-token', 'pat[A-Za-z0-9]{14}\\.[0-9a-f]{64}'],
  ['vault-token', 'hv[sbr]\\.[A-Za-z0-9_-]{20,300}'],
  ['terraform-token', '[A-Za-z0-9]{14}\\.atlasv1\\.[A-Za-z0-9_=-]{40,80}'],
  ['anthropic-key', 'sk-ant-[A-Za-z0-9_-]{16,255}'],
  ['openai-key', 'sk-(?:proj|svcacct|admin|None)-[A-Za-z0-9_-]{20,255}'],
  ['openai-key', 'sk-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}'],
  ['api-key', 'sk-(?:or|lf|ws)?-?[A-Za-z0-9-]{0,8}[A-Za-z0-9]{32,128}'],
  ['hugging-face-token', '(?:hf|api_org)_[A-Za-z0-9]{34,40}'],
  ['groq-key', 'gsk_[A-Za-z0-9]{40,64}'],
  ['replicate-token', 'r8_[A-Za-z0-9]{37,40}'],
  ['perplexity-key', 'pplx-[A-Za-z0-9]{40,64}'],
  ['xai-key', 'xai-[A-Za-z0-9]{60,100}'],
  ['langsmith-key', 'lsv2_[a-z]{2}_[0-9a-f]{32}_[0-9a-f]{10}'],
  ['google-api-key', 'AIza[A-Za-z0-9_-]{35}'],
  ['google-oauth-secret', 'GOCSPX-[A-Za-z0-9_-]{28}'],
  ['google-oauth-token', 'ya29\\.[A-Za-z0-9_-]{20,1024}'],
  ['google-oauth-token', '1//0[A-Za-z0-9_-]{40,200}'],
  ['firebase-key', 'AAAA[A-Za-z0-9_-]{7}:[A-Za-z0-9_-]{134,200}'],
  ['json-web-token', 'ey[JK][A-Za-z0-9_-]{8,2048}\\.ey[JK][A-Za-z0-9_-]{8,8192}\\.[A-Za-z0-9_-]{0,4096}'],
  ['json-web-token', 'ey[JK][A-Za-z0-9_-]{8,2048}\\.[A-Za-z0-9_-]{0,1024}\\.[A-Za-z0-9_-]{8,64}\\.[A-Za-z0-9_-]{8,8192}\\.[A-Za-z0-9_-]{8,64}'],
  ['azure-secret', '[A-Za-z0-9_~.]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,34}'],
  ['databricks-token', 'dapi[0-9a-fA-F]{32}(?:-[0-9])?'],
  ['planetscale-token', 'pscale_(?:tkn|pw|oauth)_[A-Za-z0-9_.=-]{32,64}'],
  ['neon-key', 'napi_[a-z0-9]{40,80}'],
  ['postman-key', 'PMAK-[0-9a-f]{24}-[0-9a-f]{34}'],
  ['doppler-token', 'dp\\.(?:pt|st|ct|sa|scim|audit)\\.[A-Za-z0-9._-]{40,80}'],
  ['pulumi-token', 'pul-[0-9a-f]{40}'],
  ['1password-token', 'ops_ey[A-Za-z0-9+/=_-]{60,2048}'],
  ['age-key', 'AGE-SECRET-KEY-1[A-Z0-9]{58}'],
  ['dropbox-token', 'sl\\.[A-Za-z0-9_-]{100,300}'],
  ['buildkite-token', 'bk(?:ua|at)_[0-9a-f]{40}'],
  ['circleci-token', 'CCI(?:PAT|PRJ)_[A-Za-z0-9]{16,32}_[0-9a-f]{40}'],
  ['tailscale-key', 'tskey-[a-z]{3,9}-[A-Za-z0-9-]{16,64}'],
  ['hubspot-token', 'pat-(?:na|eu)[0-9]-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'],
  ['posthog-key', 'ph[xs]_[A-Za-z0-9]{32,64}'],
  ['flutterwave-key', 'FLWSECK(?:_TEST)?-[A-Za-z0-9]{12,64}-X'],
  ['easypost-key', 'EZ[AT]K[A-Za-z0-9]{54}'],
  ['shippo-token', 'shippo_(?:live|test)_[0-9a-f]{40}'],
  ['alibaba-key', 'LTAI[A-Za-z0-9]{17,22}'],
  ['mapbox-token', 'sk\\.ey[JK][A-Za-z0-9_-]{20,200}\\.[A-Za-z0-9_-]{20,64}'],
  ['sonar-token', 'sq[aup]_[0-9a-f]{40}'],
  ['resend-key', 're_[A-Za-z0-9]{8}_[A-Za-z0-9]{24}'],
  ['password-hash', '\\$2[abxy]\\$[0-9]{2}\\$[./A-Za-z0-9]{53}'],
  ['password-hash', '\\$(?:1|5|6|y|gy|apr1|P|H)\\$[./A-Za-z0-9=,]{1,64}\\$?[./A-Za-z0-9$]{16,128}'],
  ['password-hash', '\\$(?:argon2(?:id?|d)|scrypt|pbkdf2-sha(?:1|256|512))\\$[A-Za-z0-9+/=.,$_-]{24,255}'],
  ['password-hash', '(?:pbkdf2_sha(?:1|256)|bcrypt_sha256|scrypt|argon2)\\$[A-Za-z0-9+/=.,$_-]{24,255}'],
  ['password-hash', 'SCRAM-SHA-256\\$[0-9]{1,9}:[A-Za-z0-9+/=]{8,64}\\$[A-Za-z0-9+/=]{20,64}:[A-Za-z0-9+/=]{20,64}'],
];

/** What the tokens begin with; those below are told by something inside them. */
const PREFIXES =
  `A3T AKIA ABIA ACCA AGPA AIDA AROA AIPA ANPA ANVA ASIA FwoGZXIv IQoJb3 ghp_ gho_ ghu_ ghs_ ghr_ github_pat_ glpat- gldt- glrt- glcbt- glptt- glft- glimt- glagent-
  glsoat- gloas- glffct- glrtr- glwt- GR1348941 ATBB ATCTT3 ATATT3 xox xapp- mfa. sk_ rk_ whsec_ SK SG. key- xkeysib- xsmtpsib- npm_ pypi- rubygems_ cio oy2 dckr_
  dop_v1_ doo_v1_ dor_v1_ HRKU- cfut_ cfat_ cfk_ v1.0- sbp_ sb_secret_ vcp_ vci_ vca_ vcr_ vck_ vercel_blob_ nfp_ nfc_ nfo_ nfu_ nfb_ sntry NRAK- NRII- NRIQ- NRRA- NRJS-
  glc_ glsa_ shpat_ shpca_ shppa_ shpss_ shpua_ shptka_ sq0 EAAA A21AA access_token$ lin_ secret_ ntn_ figd_ figo_ figu_ figr_ pat hvs. hvb. hvr. sk- hf_ api_org_ gsk_ r8_
  pplx- xai- lsv2_ AIza GOCSPX- ya29. 1//0 AAAA eyJ eyK dapi pscale_ napi_ PMAK- dp. pul- ops_ AGE- sl. bkua_ bkat_ CCIPAT_ CCIPRJ_ tskey- phx_ phs_ FLWSECK EZAK EZTK
  shippo_ LTAI sk. squ_ sqa_ sqp_ re_ $2 $1$ $5$ $6$ $y$ $gy$ $apr1$ $P$ $H$ $argon2 $scrypt $pbkdf2 pbkdf2_ bcrypt_ scrypt$ argon2$ SCRAM-`.split(/\s+/);
const TELLING = /:AA|^[MNO][A-Za-z0-9_-]{23,27}\.|\b[MNO][A-Za-z0-9_-]{23,27}\.|[0-9a-f]{32}|NRAL|\.atlasv1|[0-9]Q~/;
const byFirstLetters = groupBy(PREFIXES, (prefix) => prefix.slice(0, 2));

export const tokenFamily: PatternFamily = {
  // Each of them has this many such letters in a row; names of tables and columns seldom do.
  hint: /[A-Za-z0-9_+/.~$:=,-]{16,16384}/g,
  before: 1,
  after: 64,
  gate: mayBeToken,
  patterns: [
    ...TOKENS.map(([kind, source]): SecretPattern => ({ kind, pattern: new RegExp(source, 'g'), isWord: true })),
    { kind: 'aws-secret-key', pattern: /A[KS]IA[A-Z0-9]{16}[^A-Za-z0-9+/\n]{1,20}(?<value>[A-Za-z0-9+/]{40})(?![A-Za-z0-9+/])/g },
  ],
};

/** Whether a run of letters has the beginning of a token where a word begins. */
function mayBeToken(run: string): boolean {
  if (run.length < 36 && !/[0-9A-Z]/.test(run)) return false;
  for (let at = 0; at < run.length - 11; at += 1) {
    if (at > 0 && /[A-Za-z]/.test(run[at - 1] ?? '')) continue;
    if (byFirstLetters.get(run.slice(at, at + 2))?.some((prefix) => run.startsWith(prefix, at)) === true) return true;
  }
  return TELLING.test(run);
}
