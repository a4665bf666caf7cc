/** Roles through which an HTTP layer reads tables directly: everyone, PostgREST's usual names, Supabase's. */
export const apiRoles = ['PUBLIC', 'anon', 'anonymous', 'authenticated', 'web_anon', 'web_user'] as const;

/**
 * Column names that stand for a secret, its hash, or a number that identifies a person or an account. Only whole names match:
 * `card_last4` and `token_count` are fine.
 */
const SENSITIVE: ReadonlySet<string> = new Set(
  `password passwd pwd passphrase user_password plain_password plaintext_password password_plain
  secret client_secret app_secret shared_secret webhook_secret signing_secret secret_key private_key encryption_key signing_key
  api_key apikey api_secret api_token access_key access_token refresh_token auth_token oauth_token oauth_secret bearer_token
  session_token id_token jwt reset_token password_reset_token recovery_code recovery_codes backup_code backup_codes otp_secret
  totp_secret two_factor_secret mfa_secret
  ssn social_security_number social_security_no tax_id tax_number national_id passport_number passport_no
  driver_license_number drivers_license password_hash password_digest hashed_password encrypted_password token_hash api_key_hash
  credit_card credit_card_number creditcard card_number cc_number pan cvv cvc cvv2 bank_account bank_account_number
  account_number routing_number iban`.split(/\s+/),
);

export function isSensitiveName(name: string): boolean {
  return SENSITIVE.has(name.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase());
}

/** Hashes and encrypted values: not readable as they are, but what an attacker works on. */
export function isHashed(name: string): boolean {
  return /hash|digest|encrypted/i.test(name);
}
