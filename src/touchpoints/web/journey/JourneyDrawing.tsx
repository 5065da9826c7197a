import { useRef, useState, type KeyboardEvent } from 'react';
import { classes } from '../../../web/ui/classes.ts';
import { iconPaths } from '../../../web/ui/icon-paths.ts';
import { iconOf, isOffline } from '../words.ts';
import { laneOf, type Dot } from './dots.ts';
import { topOf, type Flag } from './flags.ts';
import { JourneyCard, spoken } from './JourneyCard.tsx';
import { JourneyGround } from './JourneyGround.tsx';
import type { Drawing } from './layout.ts';
import { halfAt } from './ribbon.ts';
import { nextTarget, targetsOf, type Target } from './targets.ts';

type Props = {
  drawing: Drawing;
  /** The picture in words. */
  summary: string;
  named: ReadonlyMap<string, string>;
  open: (target: Target) => void;
};

/** One stop of the Tab key; from there the arrow keys go from touch to touch. */
export function JourneyDrawing({ drawing, summary, named, open }: Props) {
  const { width, height, dots, flags, labels } = drawing;
  const targets = targetsOf(dots, flags);
  const { box, pointed, onKeyDown, handlersOf } = usePointing(targets, open);
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys move among the touches in it */}
      <svg
        ref={box}
        className="journey"
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="group"
        aria-label={summary}
        onKeyDown={onKeyDown}
      >
        <JourneyGround drawing={drawing} />
        {targets.map((target) => (
          <g
            key={target.key}
            className="target"
            role="button"
            aria-label={spoken(target, named)}
            data-target
            {...handlersOf(target)}
          >
            {target.dot !== undefined && <Touch dot={target.dot} drawing={drawing} />}
            {target.flag !== undefined && <FlagMark flag={target.flag} drawing={drawing} />}
          </g>
        ))}
        <g aria-hidden="true">
          {labels.map(({ x, y, anchor, name, date }) => (
            <text key={`${x} ${y}`} x={x} y={y} textAnchor={anchor}>
              <tspan className="name">{name}</tspan>
              {date !== '' && (
                <tspan x={x} dy={13}>
                  {date}
                </tspan>
              )}
            </text>
          ))}
        </g>
      </svg>
      {pointed !== undefined && <JourneyCard target={pointed} named={named} width={width} />}
    </>
  );
}

/** By mouse or by arrow keys: what one points at, and what opens it. */
function usePointing(targets: readonly Target[], open: (target: Target) => void) {
  const box = useRef<SVGSVGElement>(null);
  const [current, setCurrent] = useState<string>();
  const [shown, setShown] = useState<string>();
  const entry = targets.find(({ key }) => key === current)?.key ?? targets.at(-1)?.key;
  const onKeyDown = (event: KeyboardEvent) => {
    const index = targets.findIndex(({ key }) => key === current);
    const target = targets[index];
    if (target !== undefined && (event.key === 'Enter' || event.key === ' ')) open(target);
    else {
      const next = nextTarget(event.key, index, targets.length);
      if (next === undefined) return;
      box.current?.querySelectorAll<SVGElement>('[data-target]')[next]?.focus();
    }
    event.preventDefault();
  };
  const handlersOf = (target: Target) => ({
    tabIndex: target.key === entry ? 0 : -1,
    onFocus: () => {
      setCurrent(target.key);
      setShown(target.key);
    },
    onBlur: () => setShown(undefined),
    onPointerEnter: () => setShown(target.key),
    onPointerLeave: () => setShown(undefined),
    onClick: () => open(target),
  });
  return { box, pointed: targets.find(({ key }) => key === shown), onKeyDown, handlersOf };
}

function Touch({ dot, drawing: { middle, ribbon, roomy } }: { dot: Dot; drawing: Drawing }) {
  const { x, y, r, team, lead, lane, closeness, moments } = dot;
  const edge = middle + (lane === 'up' ? -1 : 1) * halfAt(ribbon, x);
  const offline = isOffline(lead);
  const hue =
    team === 'marketing' || team === 'sales' ? team : laneOf(team) === 'down' ? 'success' : 'nobody';
  const large = roomy && closeness > 1;
  return (
    <g className={classes('touch', hue, offline && 'off')}>
      <line className="stem" x1={x} x2={x} y1={edge} y2={y + (lane === 'up' ? r : -r)} />
      {/* Larger than what is seen: a finger must find it, too. */}
      <circle className="reach" cx={x} cy={y} r={Math.max(r + 3, 8)} />
      <circle className="disc" cx={x} cy={y} r={r} />
      {large && moments === 1 && (
        <g className="glyph" transform={`translate(${x - 5.5} ${y - 5.5}) scale(0.6875)`}>
          <path d={iconPaths[iconOf(lead)]} />
        </g>
      )}
      {large && moments > 1 && (
        <text
          className={classes('many', moments > 99 && 'long')}
          x={x}
          y={y + 3.5}
          textAnchor="middle"
          aria-hidden="true"
        >
          {moments > 999 ? `${Math.round(moments / 1000)}k` : moments}
        </text>
      )}
    </g>
  );
}

function FlagMark({ flag, drawing: { middle, axis, roomy } }: { flag: Flag; drawing: Drawing }) {
  const { x, box, shown, handover, kind } = flag;
  const top = topOf(flag);
  return (
    <g className={classes('flag', handover && 'handover')}>
      {handover ? (
        <>
          <rect className="pole up" x={x - 0.75} y={top} width={1.5} height={middle - top} />
          <rect className="pole down" x={x - 0.75} y={middle} width={1.5} height={axis - middle} />
        </>
      ) : (
        <rect className="pole" x={x - 0.75} y={top} width={1.5} height={middle - top} />
      )}
      {box === undefined ? (
        <path className="cloth" d={`M${x} ${top}h7l-2.5 3.5 2.5 3.5h-7Z`} />
      ) : (
        <>
          <rect className="cloth" x={box.x} y={box.y} width={box.width} height={box.height} rx={1} />
          <text className="words" x={box.x + 7} y={box.y + 13} aria-hidden="true">
            {shown}
          </text>
        </>
      )}
      {kind === 'order' && <circle className="paid" cx={x} cy={middle} r={roomy ? 4.5 : 3.5} />}
    </g>
  );
}
