import { Button } from '../../../../web/ui/Button.tsx';
import { Icon } from '../../../../web/ui/Icon.tsx';
import { RelativeTime } from '../../../../web/ui/RelativeTime.tsx';
import { attempt } from '../../contacts.ts';
import { restoreCompany, type Company } from '../companies.ts';

/** A deleted company can still be read and, for 30 days, brought back. */
export function DeletedCompany({ company, may }: { company: Company; may: boolean }) {
  return (
    <output className="notice deleted">
      <Icon name="bin" />
      <div className="row wrap between">
        <span>
          This company was deleted {company.deletedAt !== null && <RelativeTime at={company.deletedAt} />}.
          Its contacts kept its name. It can be brought back for 30 days, then it is gone for good.
        </span>
        {may && (
          <Button
            small
            icon="undo"
            onClick={() => void attempt(() => restoreCompany(company), `${company.name} is back`)}
          >
            Bring back
          </Button>
        )}
      </div>
    </output>
  );
}
