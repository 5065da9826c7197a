import type { Role } from '../platform/actor.ts';

/** What happens to people, teams, keys and the workspace. Never a password, a token or a key in a payload. */
declare module '../platform/events.ts' {
  interface EventMap {
    'workspace.created': { name: string };
    'workspace.updated': { name: string };

    'person.invited': { email: string; role: Role };
    'person.invitationRenewed': { email: string };
    'person.invitationRevoked': { email: string };
    'person.joined': { name: string; email: string; role: Role };
    'person.updated': { name: string };
    'person.deactivated': { name: string };
    'person.reactivated': { name: string };
    'person.passwordChanged': { how: 'by themselves' | 'by link' };
    'person.secondFactorAdded': Record<string, never>;
    'person.secondFactorRemoved': Record<string, never>;

    'sign-in.succeeded': {
      method: 'password' | 'second factor' | 'single sign-on';
      ip: string;
      device: string;
    };
    'sign-in.failed': { email: string; ip: string; device: string };
    'session.revoked': { count: number };

    'team.created': { name: string };
    'team.updated': { name: string };
    'team.deleted': { name: string };
    'team.memberAdded': { name: string; userId: string };
    'team.memberRemoved': { name: string; userId: string };
    'holiday.added': { name: string; date: string; teamId: string | null };
    'holiday.removed': { name: string; date: string; teamId: string | null };

    'key.created': { name: string; role: Role };
    'key.revoked': { name: string };
  }
}

declare module '../platform/listeners.ts' {
  interface ListenerMap {
    /** Set up: its owner and its first teams are there. */
    'workspace.opened': Record<string, never>;
  }
}
