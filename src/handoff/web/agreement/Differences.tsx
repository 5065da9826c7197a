import { useQuery } from '@tanstack/react-query';
import { Card } from '../../../web/ui/Card.tsx';
import { differencesQuery, type Difference, type WholeAgreement } from './agreements.ts';

/** What is other than in the version it is held against, in words. */
export function Differences({ agreement }: { agreement: WholeAgreement }) {
  const { data } = useQuery(differencesQuery(agreement.id));
  if (data === undefined || data.against === null) return null;
  return (
    <Card title={`What differs from version ${data.against.number}`}>
      {data.items.length === 0 ? (
        <p className="muted">Nothing: it says the same.</p>
      ) : (
        <ul className="apart">
          {data.items.map((item) => (
            <One key={`${item.about} ${item.before ?? ''} ${item.after ?? ''}`} item={item} />
          ))}
        </ul>
      )}
    </Card>
  );
}

const about = { marketing: 'Marketing', sales: 'Sales', words: 'What the words mean', text: 'Text' } as const;
const kinds = { added: 'new', removed: 'gone', changed: 'changed' } as const;

function One({ item }: { item: Difference }) {
  return (
    <li>
      <span className="small muted">
        {about[item.about]}, {kinds[item.kind]}
      </span>
      {item.before !== null && <del>{item.before}</del>}
      {item.after !== null && <ins>{item.after}</ins>}
    </li>
  );
}
