import { useSession } from '../../../../web/session.ts';
import { Block } from '../../../../web/record/Block.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { Facts } from '../../../../web/ui/Facts.tsx';
import { InlineEdit } from '../../../../web/ui/InlineEdit.tsx';
import { RelativeTime } from '../../../../web/ui/RelativeTime.tsx';
import { attempt } from '../../contacts.ts';
import { teamOf, useColleagues, useOwnerChoices } from '../../people.ts';
import { OwnerName } from '../../record/ContactContext.tsx';
import { giveCompanyTo, type Company } from '../companies.ts';
import { MergedInto } from '../../merge/MergedInto.tsx';
import { companyMerging } from '../merge/company-merging.ts';
import { FamilyBlock } from './FamilyBlock.tsx';
import { PeopleBlock } from './PeopleBlock.tsx';

type Props = { company: Company; may: boolean };

/** Who works there and decides, whose it is, and what it belongs to. */
export function CompanyContext({ company, may }: Props) {
  return (
    <>
      <PeopleBlock company={company} may={may} />
      <FamilyBlock company={company} may={may} />
      <Owner company={company} may={may} />
      <MergedInto kind={companyMerging} id={company.id} />
      <Block title="Record">
        <Facts
          facts={[
            { label: 'Added', value: <RelativeTime at={company.createdAt} /> },
            company.updatedAt !== company.createdAt && {
              label: 'Last change',
              value: <RelativeTime at={company.updatedAt} />,
            },
          ]}
        />
      </Block>
    </>
  );
}

function Owner({ company, may }: Props) {
  const me = useSession()?.user;
  const colleagues = useColleagues();
  const choices = useOwnerChoices();
  const { owner } = company;
  const show = (id: string) => {
    const name = id === owner?.id ? owner.name : colleagues.get(id)?.name;
    return name !== undefined && <OwnerName name={name} team={teamOf(colleagues.get(id))} />;
  };
  const take = () =>
    me !== undefined &&
    void attempt(() => giveCompanyTo(company, me.id), `${company.name} is yours now`, {
      undo: () => giveCompanyTo(company, owner?.id ?? null),
    });
  return (
    <Block title="Owner">
      <div className="row between">
        <div className="grow">
          <InlineEdit
            label="Owner"
            value={owner?.id ?? ''}
            choices={choices}
            placeholder="Nobody"
            show={show}
            blank="Nobody yet"
            absent="Nobody yet"
            may={may}
            save={(id) => giveCompanyTo(company, id === '' ? null : id)}
          />
        </div>
        {may && owner?.id !== me?.id && (
          <Button small onClick={take}>
            Take over
          </Button>
        )}
      </div>
    </Block>
  );
}
