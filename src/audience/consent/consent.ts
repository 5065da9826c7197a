/** By which way somebody may be approached. */
export const consentChannels = ['email', 'phone', 'sms', 'post', 'web'] as const;
export type ConsentChannel = (typeof consentChannels)[number];

/** As they stand in a sentence. */
export const channelLabels: Record<ConsentChannel, string> = {
  email: 'e-mail',
  phone: 'phone',
  sms: 'text message',
  post: 'post',
  web: 'web site',
};

/** Nobody was asked where there is neither. */
export const consentStates = ['given', 'withdrawn'] as const;
export type ConsentState = (typeof consentStates)[number];

/** An answer somebody gave. A purpose is named by its key; the proof is what one would show a court. */
export type NewConsent = {
  contactId: string;
  purpose: string;
  channel: ConsentChannel;
  state: ConsentState;
  /** Where they answered: "Form: summer raffle", "Phone call", "Import: newsletter.csv". */
  source: string;
  proof?: string | null | undefined;
  happenedAt?: Date;
};
