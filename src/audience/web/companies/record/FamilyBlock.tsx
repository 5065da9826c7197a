import { Link } from '@tanstack/react-router';
import { Block } from '../../../../web/record/Block.tsx';
import { Avatar } from '../../../../web/ui/Avatar.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { Popover } from '../../../../web/ui/Popover.tsx';
import { attempt } from '../../contacts.ts';
import { CompanyFinder } from '../../find/finders.tsx';
import { saveCompany, useFamily, type Company, type Family } from '../companies.ts';
import { peopleWords } from '../words.ts';

type Props = { company: Company; may: boolean };

/** The companies above and below this one, as a tree. */
export function FamilyBlock({ company, may }: Props) {
  const { data } = useFamily(company.id);
  const members = withDepth(data?.companies ?? []);
  return (
    <Block title="Parent and subsidiaries">
      {members.length > 1 && (
        <ul className="family" aria-label={`The family of ${company.name}`}>
          {members.map(({ id, name, city, people, depth }) => (
            <li key={id} style={{ paddingInlineStart: depth * indent }}>
              <Avatar name={name} size="small" square />
              {id === company.id ? (
                <span className="strong truncate" aria-current="page">
                  {name}
                </span>
              ) : (
                <Link to={`/companies/${id}`} className="truncate">
                  {name}
                </Link>
              )}
              <span className="small muted truncate">
                {[city, people > 0 ? peopleWords(people) : undefined].filter(Boolean).join(' · ')}
              </span>
            </li>
          ))}
        </ul>
      )}
      {data?.more === true && <p className="small muted">Only the first 200 are shown.</p>}
      {members.length < 2 && !may && <p className="muted">Stands by itself.</p>}
      {may && <Parent company={company} />}
    </Block>
  );
}

const indent = 18;

function Parent({ company }: { company: Company }) {
  const { parent } = company;
  const move = async (parentId: string | null, done: string) => {
    let moved = company;
    const save = async () => void (moved = await saveCompany(company, { parentId }));
    const undo = () => saveCompany(moved, { parentId: parent?.id ?? null });
    await attempt(save, done, { undo });
  };
  return (
    <div className="row wrap">
      <Popover
        label="Parent company"
        className="finder-box"
        renderTrigger={(props) => (
          <Button small {...props}>
            {parent === null ? 'Choose parent company' : 'Change parent company'}
          </Button>
        )}
      >
        {(close) => (
          <CompanyFinder
            label="Parent company"
            except={[company.id]}
            choose={({ id, name }) => {
              close();
              void move(id, `${company.name} belongs to ${name} now`);
            }}
          />
        )}
      </Popover>
      {parent !== null && (
        <Button small ghost onClick={() => void move(null, `${company.name} stands by itself now`)}>
          Take out of {parent.name}
        </Button>
      )}
    </div>
  );
}

function withDepth(companies: Family['companies']) {
  const depths = new Map<string, number>();
  return companies.map((member) => {
    const above = member.parentId === null ? undefined : depths.get(member.parentId);
    const depth = above === undefined ? 0 : above + 1;
    depths.set(member.id, depth);
    return { ...member, depth };
  });
}
