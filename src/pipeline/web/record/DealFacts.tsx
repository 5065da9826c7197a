import { useRef, type FocusEvent, type ReactNode } from 'react';
import { money } from '../../../web/numbers.ts';
import { queryClient } from '../../../web/query.ts';
import { Block } from '../../../web/record/Block.tsx';
import { Facts } from '../../../web/ui/Facts.tsx';
import { InlineEdit } from '../../../web/ui/InlineEdit.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { Problem } from '../../../web/problem.ts';
import { currencyChoices } from '../../../workspace/web/settings/choices.ts';
import { NO_AMOUNT, plainAmount, readAmount } from '../amount.ts';
import { dealQuery, saveDeal, useOwnCurrency, type Deal } from '../deals.ts';
import { Day } from '../parts/DealDay.tsx';
import { StageTag } from '../parts/StageTag.tsx';
import { lostWords } from '../words.ts';

type Props = { deal: Deal; may: boolean };

/** What it is, what it is worth and when it will be decided; every line is edited where it stands. */
export function DealFacts({ deal, may }: Props) {
  const own = useOwnCurrency() ?? 'EUR';
  const currency = deal.currency ?? own;
  return (
    <>
      <Block title="Deal">
        <Facts
          facts={[
            {
              label: 'Name',
              value: <Fact {...{ deal, may }} label="Name" value={deal.name} change={name} />,
            },
            {
              label: 'Amount',
              value: (
                <Fact
                  {...{ deal, may }}
                  label={`Amount in ${currency}`}
                  value={plainAmount(deal.amount, deal.currency)}
                  show={(typed) => shownAmount(typed, currency)}
                  change={(typed) => amountOf(typed, currency)}
                />
              ),
            },
            deal.currency !== null && {
              label: 'Currency',
              value: (
                <Fact
                  {...{ deal, may }}
                  label="Currency"
                  value={deal.currency}
                  choices={() => currencyChoices(currency)}
                  required
                  show={codeOnly}
                  // The number stays as it is written: £4,800 becomes €4,800.
                  change={(code) => amountOf(plainAmount(deal.amount, deal.currency), code)}
                />
              ),
            },
            {
              label: 'Expected',
              value: (
                <Fact
                  {...{ deal, may }}
                  label="Expected"
                  type="date"
                  value={deal.expectedCloseOn ?? ''}
                  show={showDay}
                  change={(day) => ({ expectedCloseOn: day === '' ? null : day })}
                />
              ),
            },
          ]}
        />
      </Block>
      <Outcome deal={deal} />
    </>
  );
}

function Outcome({ deal }: { deal: Deal }) {
  const { stage, openedAt, closedAt, lostReason } = deal;
  return (
    <Block title="Stage">
      <Facts
        facts={[
          { label: 'Stands at', value: <StageTag stage={stage} /> },
          { label: 'Opened', value: <RelativeTime at={openedAt} /> },
          closedAt !== null && {
            label: stage === 'won' ? 'Won' : 'Lost',
            value: <RelativeTime at={closedAt} />,
          },
          lostReason !== null && { label: 'Because', value: lostWords[lostReason] },
          deal.lostWords !== null && {
            label: 'In words',
            value: <span className="deal-words">{deal.lostWords}</span>,
          },
        ]}
      />
    </Block>
  );
}

type FactProps = Props &
  Pick<Parameters<typeof InlineEdit>[0], 'label' | 'value' | 'type' | 'choices' | 'required'> & {
    show?: (value: string) => ReactNode;
    change: (typed: string) => Record<string, unknown>;
  };

function Fact({ deal, change, ...look }: FactProps) {
  // The deal as the writer saw it: it may change under their hands while they type.
  const seen = useRef<Deal>(undefined);
  const begin = ({ target }: FocusEvent) => {
    if (target.matches('input, select')) seen.current ??= deal;
  };
  const save = async (typed: string) => {
    const base = seen.current ?? queryClient.getQueryData(dealQuery(deal.id).queryKey) ?? deal;
    await saveDeal(base, change(typed));
    seen.current = undefined;
  };
  return (
    <span className="fact" onFocus={begin}>
      <InlineEdit {...look} save={save} />
    </span>
  );
}

function codeOnly(code: string) {
  return code;
}

function showDay(day: string) {
  return <Day day={day} />;
}

function name(typed: string) {
  return { name: typed };
}

function amountOf(typed: string, currency: string) {
  const amount = readAmount(typed, currency);
  if (amount === undefined) throw new Problem({ status: 422, detail: NO_AMOUNT });
  return { amount, currency };
}

function shownAmount(typed: string, currency: string): string {
  const minor = readAmount(typed, currency);
  return typeof minor === 'number' ? money(minor, currency) : typed;
}
