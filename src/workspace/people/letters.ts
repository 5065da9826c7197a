import type { Role } from '../../platform/actor.ts';
import type { MailTemplates } from '../../platform/mail/templates.ts';
import type { Settings } from '../../platform/settings.ts';

/** What a letter with a link needs of the settings: where the link leads, and what seals it. */
export type LetterSettings = Pick<Settings, 'publicUrl' | 'secret'>;

type Letter = {
  subject: string;
  template: 'letter';
  values: MailTemplates['letter'];
  messageClass: 'transactional';
  forRole: Role;
};

export function invitationLetter(facts: {
  name: string | null;
  inviter: string;
  workspace: string;
  link: string;
  days: number;
  role: Role;
}): Letter {
  const { name, inviter, workspace, link, days } = facts;
  return letter(facts.role, `${inviter} invites you to ${workspace}`, {
    heading: name ? `Welcome, ${name}` : 'Welcome',
    paragraphs: [
      `${inviter} invites you to work in ${workspace}, where marketing and sales see the same customers.`,
      `The link is yours alone and works for ${days} days.`,
    ],
    action: { label: 'Accept the invitation', url: link },
    note: 'If you do not know who invites you, ignore this mail: nothing happens without you.',
  });
}

export function passwordLetter(facts: { name: string; link: string; hours: number; role: Role }): Letter {
  return letter(facts.role, 'Choose a new password', {
    heading: 'Choose a new password',
    paragraphs: [
      `Hello ${facts.name}, somebody asked for a new password for your account.`,
      `The link works once, for ${facts.hours} hours. It ends every session you have open.`,
    ],
    action: { label: 'Choose a password', url: facts.link },
    note: 'If it was not you, ignore this mail: your password stays as it is.',
  });
}

function letter(forRole: Role, subject: string, values: MailTemplates['letter']): Letter {
  return { forRole, subject, template: 'letter', values, messageClass: 'transactional' };
}
