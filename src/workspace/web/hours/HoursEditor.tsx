import { Checkbox } from '../../../web/ui/Checkbox.tsx';
import { IconButton } from '../../../web/ui/IconButton.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import '../parts/settings.css';
import {
  dayName,
  dayProblem,
  endFromField,
  openDay,
  spansOf,
  toField,
  weekdays,
  withAnotherSpan,
  withDay,
  type HourSpan,
  type Weekday,
  type WeeklyHours,
} from './hours.ts';

type Props = {
  hours: WeeklyHours;
  onChange: (hours: WeeklyHours) => void;
  weekStartsOn?: number | undefined;
};

export function HoursEditor({ hours, onChange, weekStartsOn }: Props) {
  return (
    <ul className="hours" aria-label="Working hours">
      {weekdays(weekStartsOn).map((day) => (
        <Day key={day} {...{ day, hours, onChange }} />
      ))}
    </ul>
  );
}

function Day({
  day,
  hours,
  onChange,
}: {
  day: Weekday;
  hours: WeeklyHours;
  onChange: (hours: WeeklyHours) => void;
}) {
  const spans = spansOf(hours, day);
  const problem = dayProblem(spans);
  const change = (next: HourSpan[]) => onChange(withDay(hours, day, next));
  return (
    <li>
      <span className="day">
        <Checkbox
          checked={spans.length > 0}
          onChange={(works) => (works ? onChange(openDay(hours, day)) : change([]))}
          label={dayName(day)}
        />
      </span>
      {spans.length === 0 ? (
        <span className="free">Free</span>
      ) : (
        <span className="spans">
          {spans.map((span, index) => (
            <Span
              // oxlint-disable-next-line react/no-array-index-key -- a span has no other identity than its place
              key={index}
              label={`${dayName(day)}${index > 0 ? `, ${index + 1}` : ''}`}
              span={span}
              onChange={(next) => change(spans.with(index, next))}
              remove={spans.length > 1 ? () => change(spans.toSpliced(index, 1)) : undefined}
              add={spans.length === 1 ? () => change(withAnotherSpan(spans)) : undefined}
            />
          ))}
        </span>
      )}
      {problem !== undefined && (
        <span className="wrong" role="alert">
          {problem}
        </span>
      )}
    </li>
  );
}

type SpanProps = {
  label: string;
  span: HourSpan;
  onChange: (span: HourSpan) => void;
  remove: (() => void) | undefined;
  add: (() => void) | undefined;
};

function Span({ label, span, onChange, remove, add }: SpanProps) {
  return (
    <span className="span">
      <TextInput
        type="time"
        small
        aria-label={`${label}, from`}
        value={span.from}
        onChange={(from) => onChange({ ...span, from })}
      />
      <span className="muted">to</span>
      <TextInput
        type="time"
        small
        aria-label={`${label}, to`}
        value={toField(span.to)}
        onChange={(to) => onChange({ ...span, to: endFromField(to) })}
      />
      {add !== undefined && (
        <IconButton
          icon="plus"
          label={`${label}: add a second span, for instance after lunch`}
          onClick={add}
        />
      )}
      {remove !== undefined && (
        <IconButton icon="cross" label={`${label}: remove this span`} onClick={remove} />
      )}
    </span>
  );
}
