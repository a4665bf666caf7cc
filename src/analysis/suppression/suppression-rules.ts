import type { RuleInfo } from '../rule/rule.ts';

/** What can be wrong with a suppression itself, in a comment or in the configuration. */
export const suppressionUnused: RuleInfo = {
  id: 'S001', name: 'suppression_unused', level: 'warning', title: 'Suppression that holds nothing back',
  rationale: 'The risk it was written for is gone, or it names the wrong place: the next real finding there would go unseen.',
};

export const suppressionExpired: RuleInfo = {
  id: 'S002', name: 'suppression_expired', level: 'warning', title: 'Suppression that has expired',
  rationale: 'Somebody meant to look again by that day.',
};

export const suppressionInvalid: RuleInfo = {
  id: 'S003', name: 'suppression_invalid', level: 'error', title: 'Suppression that cannot be read',
  rationale: 'It holds nothing back, although whoever wrote it believes it does.',
};
