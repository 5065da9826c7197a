import { api } from '../../../web/api.ts';
import { useMay } from '../../../web/session.ts';
import { Finder, type Found } from './Finder.tsx';

type Props = {
  choose: (found: Found) => void;
  /** Whether a new one may be made on the spot. */
  create?: boolean;
  label?: string;
  /** These are not offered. */
  except?: readonly string[];
};

const shown = 6;

export function CompanyFinder({ choose, create = false, label, except }: Props) {
  const may = useMay('companies.edit') && create;
  const search = async (text: string, signal: AbortSignal): Promise<Found[]> => {
    const { items } = await api.get<{ items: FoundCompany[] }>('/api/companies', {
      search: { q: text, limit: shown + (except?.length ?? 0), sort: '-updatedAt' },
      signal,
    });
    return items
      .filter(({ id }) => except?.includes(id) !== true)
      .slice(0, shown)
      .map(({ id, name, domain, city }) => ({ id, name, subtitle: domain ?? city ?? undefined }));
  };
  return (
    <Finder
      noun="companies"
      placeholder="Name, domain or city"
      search={search}
      choose={choose}
      create={may ? 'New company' : undefined}
      square
      {...(label === undefined ? {} : { label })}
    />
  );
}

type FoundCompany = { id: string; name: string; domain: string | null; city: string | null };

type ContactProps = Props & {
  always?: boolean;
  /** Whose people are looked through first; all others where it has none of that name. Somebody new becomes theirs. */
  employer?: { id: string; name: string } | undefined;
};

export function ContactFinder({
  choose,
  create = false,
  always = false,
  label,
  except,
  employer,
}: ContactProps) {
  const may = useMay('contacts.create') && create;
  const searchAmong = async (filter: string, text: string, signal: AbortSignal): Promise<Found[]> => {
    const { items } = await api.get<{ items: FoundContact[] }>('/api/contacts', {
      search: { q: text, filter, limit: shown + (except?.length ?? 0), sort: '-updatedAt' },
      signal,
    });
    return items
      .filter(({ id }) => except?.includes(id) !== true)
      .slice(0, shown)
      .map(({ id, name, companyName, email }) => ({ id, name, subtitle: companyName ?? email ?? undefined }));
  };
  const search = async (text: string, signal: AbortSignal): Promise<Found[]> => {
    const theirs = JSON.stringify(employer === undefined ? [] : [['company', 'is', [employer.id]]]);
    const found = await searchAmong(theirs, text, signal);
    return found.length > 0 || employer === undefined ? found : searchAmong('[]', text, signal);
  };
  return (
    <Finder
      noun="contacts"
      among={employer?.id}
      placeholder="Name, company or e-mail address"
      search={search}
      choose={choose}
      create={may ? 'New contact' : undefined}
      createIn={employer && `at ${employer.name}`}
      always={always}
      {...(label === undefined ? {} : { label })}
    />
  );
}

type FoundContact = { id: string; name: string; companyName: string | null; email: string | null };
