import { useState } from 'react';
import { api } from '../../../../web/api.ts';
import { about, counted, sentenceCase } from '../../../../web/numbers.ts';
import { Button } from '../../../../web/ui/Button.tsx';
import { Icon } from '../../../../web/ui/Icon.tsx';
import { toast } from '../../../../web/ui/toast.ts';
import { attempt } from '../../contacts.ts';
import { refreshCompanies, useSuggestions, type Company, type Suggestions } from '../companies.ts';

/** Contacts who, by their e-mail addresses, work here, and are not linked. */
export function SuggestionNotice({ company }: { company: Company }) {
  const { data } = useSuggestions(company);
  const [busy, setBusy] = useState(false);
  if (data === undefined || data.count === 0) return null;
  const link = async () => {
    setBusy(true);
    await attempt(async () => {
      const linked = await linkAll(company.id);
      await refreshCompanies();
      toast(`${counted(linked, 'contact works', 'contacts work')} at ${company.name} now`);
    });
    setBusy(false);
  };
  return (
    <div className="notice offer">
      <Icon name="link" />
      <div className="row wrap between grow">
        <span>{wordsOf(data)}</span>
        <Button small busy={busy} onClick={() => void link()}>
          Link {data.count === 1 ? 'the contact' : 'them'}
        </Button>
      </div>
    </div>
  );
}

type Linked = { linked: number; more: boolean };

/** The server links a thousand at a time. */
async function linkAll(id: string): Promise<number> {
  let linked = 0;
  for (let more = true; more;) {
    const answer = await api.post<Linked>(`/api/companies/${id}/suggestions/acceptance`);
    linked += answer.linked;
    more = answer.more && answer.linked > 0;
  }
  return linked;
}

function wordsOf({ count, exact, domain, people }: Suggestions): string {
  const some = exact ? counted(count, 'contact', 'contacts') : sentenceCase(`${about(count)} contacts`);
  const names = people.slice(0, 3).map(({ name }) => name);
  const listed = count <= names.length ? ` (${names.join(', ')})` : '';
  return `${some} with an address at ${domain}${listed} ${count === 1 ? 'is' : 'are'} not linked to a company.`;
}
