import { Option } from 'commander';
import { roles, type Role } from '../platform/actor.ts';

/** `--role`, which takes the names of the roles as they stand in the table of permissions. */
export function roleOption(): Option {
  return new Option('--role <role>', 'what they may do').choices(roles).makeOptionMandatory();
}

export type WithRole = { role: Role };
