import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { may, useSession } from '../../../web/session.ts';
import { later } from '../../../web/ui/later.tsx';
import type { MenuItem } from '../../../web/ui/Menu.tsx';
import { attempt, type Contact } from '../contacts.ts';

const EraseDialog = later(async () => (await import('./EraseDialog.tsx')).EraseDialog);

/** What a person may ask for: a copy of everything, and to be forgotten. For the menu of the record. */
export function usePrivacy(contact: Contact): { items: (MenuItem | false)[]; dialog: ReactNode } {
  const session = useSession();
  const navigate = useNavigate();
  const [erasing, setErasing] = useState(false);
  const copy = (format: 'html' | 'json') => () =>
    void attempt(async () => (await import('./privacy.ts')).saveCopy(contact, format));
  if (!may(session, 'contacts.privacy')) return { items: [], dialog: null };
  return {
    items: [
      'rule',
      { label: 'Copy of all data, to read', icon: 'download', onSelect: copy('html') },
      { label: 'Copy of all data, for programs', icon: 'download', onSelect: copy('json') },
      { label: 'Erase for good …', icon: 'shield', danger: true, onSelect: () => setErasing(true) },
    ],
    dialog: erasing ? (
      <EraseDialog
        contact={contact}
        onClose={() => setErasing(false)}
        onErased={() => void navigate({ to: '/contacts', replace: true })}
      />
    ) : null,
  };
}
