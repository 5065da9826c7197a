import { api } from '../../../web/api.ts';
import { act } from '../parts/saving.ts';
import type { Mail } from './mails.ts';

export function sendAgain(mail: Pick<Mail, 'id' | 'to'>): Promise<boolean> {
  return act(() => api.post(`/api/mails/${mail.id}/attempts`), `Sending to ${mail.to} again`, [['mails']]);
}
