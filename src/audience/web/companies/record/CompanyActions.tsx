import { useNavigate } from '@tanstack/react-router';
import { useKeys } from '../../../../web/keys.ts';
import { placeInList } from '../../../../web/list/trail.ts';
import { buttonLook } from '../../../../web/ui/Button.tsx';
import { Icon } from '../../../../web/ui/Icon.tsx';
import { IconButton } from '../../../../web/ui/IconButton.tsx';
import { Menu } from '../../../../web/ui/Menu.tsx';
import { attempt } from '../../contacts.ts';
import { useMerging } from '../../merge/use-merging.tsx';
import { copy } from '../../record/ContactActions.tsx';
import { deleteCompany, type Company } from '../companies.ts';
import { companyMerging } from '../merge/company-merging.ts';

/** Reach them in one click; everything else is in the menu. */
export function CompanyActions({ company, mayDelete }: { company: Company; mayDelete: boolean }) {
  const navigate = useNavigate();
  const { phone, domain } = company;
  const merging = useMerging(companyMerging, company);
  const remove = async () => {
    const place = placeInList('companies', company.id);
    const next = place?.next ?? place?.previous;
    if (!(await attempt(() => deleteCompany(company)))) return;
    if (next === undefined) void navigate({ to: place?.href ?? '/companies' });
    else void navigate({ to: `/companies/${next}`, replace: true });
  };
  useKeys('Company', mayDelete ? { d: { label: 'Delete company', run: () => void remove() } } : {});
  return (
    <>
      <Menu
        label={`More about ${company.name}`}
        align="end"
        renderTrigger={(props) => <IconButton icon="more" label="More" small={false} framed {...props} />}
        items={[
          { label: 'Copy link', icon: 'link', onSelect: () => void copy(location.href, 'Link copied') },
          domain !== null && {
            label: 'Copy domain',
            icon: 'copy',
            onSelect: () => void copy(domain, 'Domain copied'),
          },
          ...merging.items,
          mayDelete && 'rule',
          mayDelete && {
            label: 'Delete company',
            icon: 'bin',
            danger: true,
            keys: 'd',
            onSelect: () => void remove(),
          },
        ]}
      />
      {merging.dialog}
      {phone !== null && (
        <a href={`tel:${phone}`} className={buttonLook({})}>
          <Icon name="phone" />
          <span>Call</span>
        </a>
      )}
    </>
  );
}
