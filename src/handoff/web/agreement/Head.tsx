import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { asProblem } from '../../../web/problem.ts';
import { useMay, useTimeZone } from '../../../web/session.ts';
import { shortDate } from '../../../web/time.ts';
import { Avatar } from '../../../web/ui/Avatar.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { ButtonLink } from '../../../web/ui/ButtonLink.tsx';
import { Icon } from '../../../web/ui/Icon.tsx';
import { useNow } from '../../../web/ui/RelativeTime.tsx';
import { Tag } from '../../../web/ui/Tag.tsx';
import { toast } from '../../../web/ui/toast.ts';
import { draftVersion, type Agreement, type Side, type WholeAgreement } from './agreements.ts';

type Props = { title: string; inForce: WholeAgreement | null; drafts: Agreement[] };

export function Head({ title, inForce, drafts }: Props) {
  const may = useMay('agreements.edit');
  return (
    <header className="head">
      <div className="grow">
        <h1>{title}</h1>
        {inForce !== null && <InForce agreement={inForce} />}
      </div>
      <div className="actions">
        {inForce !== null && (
          <ButtonLink to="/agreement/versions" icon="clock">
            Versions
          </ButtonLink>
        )}
        {inForce !== null && may && <ProposeChange basedOn={inForce} drafts={drafts} />}
      </div>
    </header>
  );
}

function InForce({ agreement }: { agreement: WholeAgreement }) {
  const { number, signed, inForceAt } = agreement;
  const zone = useTimeZone();
  const now = useNow();
  return (
    <div className="signs">
      <Tag tone="good">
        <Icon name="tick" size={12} />
        In force
      </Tag>
      <span>
        Version {number}
        {inForceAt !== null && `, signed ${shortDate(new Date(inForceAt), now, zone)}`}
      </span>
      <Signer side="marketing" name={signed.marketing?.by?.name} word="by" />
      <Signer side="sales" name={signed.sales?.by?.name} word="and" />
    </div>
  );
}

function Signer({ side, name, word }: { side: Side; name: string | undefined; word: string }) {
  if (name === undefined) return null;
  return (
    <span className="row">
      {word} <Avatar name={name} team={side} size="small" /> {name}
    </span>
  );
}

/** A draft that is there already is taken up: two of the same would be one too many. */
function ProposeChange({ basedOn, drafts }: { basedOn: WholeAgreement; drafts: Agreement[] }) {
  const [busy, setBusy] = useState(false);
  const navigate = useNavigate();
  const open = async () => {
    setBusy(true);
    try {
      const { id } =
        drafts.find((draft) => draft.basedOn?.id === basedOn.id) ?? (await draftVersion(basedOn.id));
      await navigate({ to: '/agreement/versions/$id', params: { id } });
    } catch (thrown) {
      toast(asProblem(thrown).detail, { wrong: true });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button primary icon="edit" busy={busy} onClick={() => void open()}>
      Propose a change
    </Button>
  );
}
