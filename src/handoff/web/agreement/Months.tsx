import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Card } from '../../../web/ui/Card.tsx';
import { monthsQuery } from './agreements.ts';
import { keptOf, monthWords } from './words.ts';

/** How the months before went; nothing while there is none. */
export function Months() {
  const { data } = useQuery(monthsQuery);
  if (data === undefined || data.items.length === 0) return null;
  return (
    <Card title="The months before" flush>
      <table className="table months">
        <thead>
          <tr>
            <th scope="col">Month</th>
            <th scope="col" className="n">
              Marketing
            </th>
            <th scope="col" className="n">
              Sales
            </th>
          </tr>
        </thead>
        <tbody>
          {data.items.map(({ month, marketing, sales }) => (
            <tr key={month}>
              <td>
                <Link to="/agreement" search={{ month }}>
                  {monthWords(month)}
                </Link>
              </td>
              <td className="n">{keptOf(marketing.kept, marketing.of)}</td>
              <td className="n">{keptOf(sales.kept, sales.of)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
