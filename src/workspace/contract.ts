/** What pages outside this room may know of it: types alone. */
export type { Me, Session } from './auth/contract.ts';
export type { ApiKey } from './keys/contract.ts';
export type { Invitation, Person } from './people/contract.ts';
export type { WorkspaceSettings } from './settings/contract.ts';
export type { Holiday, Team } from './teams/contract.ts';
