import {
  infiniteQueryOptions,
  queryOptions,
  useInfiniteQuery,
  useQuery,
  type InfiniteData,
} from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import type { ListPage } from '../../../web/list/use-list-pages.ts';
import { asProblem } from '../../../web/problem.ts';
import { queryClient } from '../../../web/query.ts';
import { toast } from '../../../web/ui/toast.ts';
import type { Wire } from '../../../workspace/web/parts/wire.ts';
import type * as contract from '../../companies/contract.ts';
import type { ActivityPage } from '../record/activity.ts';

export type Company = Wire<contract.Company>;
export type Person = Wire<contract.Person>;
export type Family = Wire<contract.Family>;
export type Suggestions = Wire<contract.Suggestions>;
export type Workplaces = Wire<contract.Workplaces>;
export type CompanyRef = Pick<Company, 'id' | 'name'>;
/** The fields one can write. */
export type CompanyField =
  | 'name'
  | 'domain'
  | 'phone'
  | 'industry'
  | 'employees'
  | 'street'
  | 'postalCode'
  | 'city'
  | 'region'
  | 'country';

export function companyQuery(id: string) {
  return queryOptions({
    queryKey: ['company', id],
    queryFn: ({ signal }) => api.get<Company>(`/api/companies/${id}`, { signal }),
    // Coming from a list, the page is there at once; what the server says follows.
    placeholderData: () => fromLists(id),
  });
}

/** Asked for before the page is opened. */
export async function expectCompany(id: string): Promise<void> {
  await Promise.all([
    queryClient.prefetchQuery({ ...companyQuery(id), staleTime: 5_000 }),
    queryClient.prefetchInfiniteQuery({ ...peopleQuery(id), staleTime: 5_000 }),
  ]);
}

/** How many there are, for the head of the list. */
export function useCompanyCount() {
  const query = useQuery({
    queryKey: ['companies', 'count'],
    queryFn: ({ signal }) => api.get<ListPage<Company>>('/api/companies', { search: { limit: 1 }, signal }),
  });
  return query.data?.estimate;
}

export function useCompanyActivity(id: string) {
  return useInfiniteQuery({
    queryKey: ['company', id, 'activity'],
    queryFn: ({ pageParam, signal }) =>
      api.get<ActivityPage>('/api/activity', {
        search: { subject: `company:${id}`, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

const peopleAtOnce = 25;

export function usePeopleOf(id: string) {
  return useInfiniteQuery(peopleQuery(id));
}

function peopleQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: ['company', id, 'people'],
    queryFn: ({ pageParam, signal }) =>
      api.get<ListPage<Person>>(`/api/companies/${id}/people`, {
        search: { cursor: pageParam, limit: peopleAtOnce },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

export function useFamily(id: string) {
  return useQuery({
    queryKey: ['company', id, 'family'],
    queryFn: ({ signal }) => api.get<Family>(`/api/companies/${id}/family`, { signal }),
  });
}

export function useSuggestions({ id, domain }: Pick<Company, 'id' | 'domain'>) {
  return useQuery({
    queryKey: ['company', id, 'suggestions', domain],
    queryFn: ({ signal }) => api.get<Suggestions>(`/api/companies/${id}/suggestions`, { signal }),
    enabled: domain !== null,
  });
}

export function useWorkplaces(contactId: string) {
  return useQuery({
    queryKey: ['contact', contactId, 'companies'],
    queryFn: ({ signal }) => api.get<Workplaces>(`/api/contacts/${contactId}/companies`, { signal }),
  });
}

/** What the server answered is at once what all pages show. */
export function learnCompany(company: Company): Company {
  queryClient.setQueryData(companyQuery(company.id).queryKey, company);
  queryClient.setQueriesData<InfiniteData<ListPage<Company>>>({ queryKey: ['companies', 'list'] }, (list) =>
    withCompany(list, company),
  );
  void queryClient.invalidateQueries({ queryKey: ['company', company.id, 'activity'] });
  void queryClient.invalidateQueries({ queryKey: ['company', company.id, 'family'] });
  return company;
}

/** Companies and the people who work there are changed by one another. */
export async function refreshCompanies(): Promise<void> {
  const keys = ['companies', 'company', 'contacts', 'contact'];
  await Promise.all(keys.map((key) => queryClient.invalidateQueries({ queryKey: [key] })));
}

/**
 * Saves one fact, written by somebody who saw the company as `base`. When a colleague changed another fact meanwhile,
 * both stand; when it was the same fact, it says so and keeps what was typed.
 */
export async function saveCompany(
  base: Company,
  change: Record<string, unknown>,
  isSame: (theirs: Company) => boolean = () => false,
): Promise<Company> {
  try {
    const body = { ...change, updatedAt: base.updatedAt };
    return learnCompany(await api.patch<Company>(`/api/companies/${base.id}`, body));
  } catch (thrown) {
    const { status, errors, facts } = asProblem(thrown);
    const theirs =
      status === 409 && errors.length === 0 ? (facts['company'] as Company | undefined) : undefined;
    if (theirs === undefined) throw thrown;
    learnCompany(theirs);
    if (isSame(theirs)) return saveCompany(theirs, change);
    throw thrown;
  }
}

export async function giveCompanyTo(company: Company, ownerId: string | null): Promise<Company> {
  return learnCompany(await api.put<Company>(`/api/companies/${company.id}/owner`, { ownerId }));
}

/** Gone at once; Undo brings it back as it was. */
export async function deleteCompany(company: Company): Promise<void> {
  await api.delete(`/api/companies/${company.id}`);
  await refreshCompanies();
  toast(`${company.name} deleted`, { undo: () => restoreCompany(company) });
}

export async function restoreCompany({ id }: Pick<Company, 'id'>): Promise<void> {
  learnCompany(await api.put<Company>(`/api/companies/${id}/restoration`));
  await refreshCompanies();
}

/** What somebody is to a company, and, if that is said, whether they work there. */
export async function writeRoles(
  companyId: string,
  contactId: string,
  change: { roles: readonly string[]; worksHere?: boolean },
): Promise<void> {
  await api.put(`/api/companies/${companyId}/people/${contactId}`, change);
  await refreshCompanies();
}

/** Out of the company; Undo brings back their roles and that they worked there. */
export async function takeOut(
  company: CompanyRef,
  person: Pick<Person, 'id' | 'name' | 'roles' | 'worksHere'>,
) {
  await api.delete(`/api/companies/${company.id}/people/${person.id}`);
  await refreshCompanies();
  const { roles, worksHere } = person;
  toast(`${person.name} is no longer at ${company.name}`, {
    undo: () => writeRoles(company.id, person.id, { roles, ...(worksHere ? { worksHere } : {}) }),
  });
}

/** Where a contact works from now on; null: nowhere we know. */
export async function workAt(contactId: string, companyId: string | null): Promise<void> {
  await api.patch(`/api/contacts/${contactId}`, { companyId });
  await refreshCompanies();
}

function fromLists(id: string): Company | undefined {
  return queryClient
    .getQueriesData<InfiniteData<ListPage<Company>>>({ queryKey: ['companies', 'list'] })
    .flatMap(([, list]) => list?.pages ?? [])
    .flatMap((page) => page.items)
    .find((company) => company.id === id);
}

function withCompany(list: InfiniteData<ListPage<Company>> | undefined, company: Company) {
  if (list === undefined) return undefined;
  const items = (page: ListPage<Company>) =>
    page.items.map((known) => (known.id === company.id ? company : known));
  return { ...list, pages: list.pages.map((page) => ({ ...page, items: items(page) })) };
}
