import type { ReactNode } from 'react';
import { useMay } from '../../../web/session.ts';
import { buttonLook, Button } from '../../../web/ui/Button.tsx';
import { Icon } from '../../../web/ui/Icon.tsx';
import { Kbd } from '../../../web/ui/Kbd.tsx';
import { tip } from '../../../web/ui/tip.ts';
import { acts, can, logged, type ActName } from '../acts/acts.ts';
import type { Known } from '../handoffs.ts';

/** What one can do with this lead now, the next step first. */
export function BriefActs({ handoff }: { handoff: Known }) {
  const { phone, email } = handoff.contact;
  const first = can('claim', handoff) ? 'claim' : can('accept', handoff) ? 'accept' : undefined;
  const works = can('accept', handoff);
  const mayNote = useMay('feedback.write');
  if (first === undefined && !can('assign', handoff) && !mayNote) return null;
  return (
    <div className="brief-acts" role="group" aria-label={`What to do with ${handoff.contact.name}`}>
      <div className="brief-first">
        {first !== undefined && (
          <Button
            primary
            icon={acts[first].icon}
            keys={acts[first].keys}
            onClick={() => acts[first].run(handoff)}
          >
            {acts[first].label}
          </Button>
        )}
        {works && (
          <div className="brief-ways">
            {phone !== null && (
              <Way name="call" href={`tel:${phone}`} onFollow={() => logged(handoff, 'call')} />
            )}
            {email !== null && (
              <Way name="write" href={`mailto:${email}`} onFollow={() => logged(handoff, 'write')} />
            )}
            <Do name="book" handoff={handoff} />
          </div>
        )}
      </div>
      <div className="brief-ways brief-second">
        {works && <Do name="recycle" handoff={handoff} />}
        {works && <Do name="reject" handoff={handoff} />}
        {can('assign', handoff) && <Do name="assign" handoff={handoff} />}
        {works && (
          <Do name="log" handoff={handoff}>
            Log
          </Do>
        )}
        {mayNote && (
          <Do name="note" handoff={handoff}>
            Note
          </Do>
        )}
      </div>
    </div>
  );
}

function Do({ name, handoff, children }: { name: ActName; handoff: Known; children?: ReactNode }) {
  const { label, icon, keys, run } = acts[name];
  return (
    <Button icon={icon} keys={keys} onClick={() => run(handoff)} {...tip(label, keys)}>
      {children ?? label}
    </Button>
  );
}

/** The telephone or the letter itself; what came of it is asked for at once. */
function Way({ name, href, onFollow }: { name: 'call' | 'write'; href: string; onFollow: () => void }) {
  const { label, icon, keys } = acts[name];
  return (
    <a href={href} className={buttonLook({})} onClick={onFollow} {...tip(label, keys)}>
      <Icon name={icon} />
      <span>{label}</span>
      <Kbd keys={keys} />
    </a>
  );
}
