import { useState } from 'react';
import { useNarrow } from '../../../web/list/use-narrow.ts';
import { count } from '../../../web/numbers.ts';
import { Segmented } from '../../../web/ui/Segmented.tsx';
import type { Board, Deal } from '../deals.ts';
import { StageDialogs } from '../forms/StageDialogs.tsx';
import { useStageMove } from '../forms/use-stage-move.ts';
import { stageOrder, stageWords, type Stage } from '../words.ts';
import { Column } from './Column.tsx';

/** Three columns beside each other; on a phone one at a time. */
export function DealBoard({ board, owner }: { board: Board; owner: string | undefined }) {
  const [shown, setShown] = useState<Stage>('open');
  const [dragged, setDragged] = useState<Deal>();
  const narrow = useNarrow();
  const moving = useStageMove();
  const columns = narrow ? board.columns.filter(({ stage }) => stage === shown) : board.columns;
  const drop = (stage: Stage) => {
    setDragged(undefined);
    if (dragged !== undefined && dragged.stage !== stage) moving.move(dragged, stage);
  };
  return (
    <>
      {narrow && (
        <Segmented<Stage>
          label="Which deals"
          value={shown}
          onChange={setShown}
          choices={stageOrder.map((stage) => ({
            value: stage,
            label: `${stageWords[stage]} ${count(countOf(board, stage))}`,
          }))}
        />
      )}
      <div className="deal-board">
        {columns.map((column) => (
          <Column
            key={column.stage}
            column={column}
            owner={owner}
            quarter={board.quarter}
            dragged={dragged}
            drag={setDragged}
            drop={drop}
            move={moving.move}
          />
        ))}
      </div>
      <StageDialogs moving={moving} />
    </>
  );
}

function countOf({ columns }: Board, stage: Stage): number {
  return columns.find((column) => column.stage === stage)?.count ?? 0;
}
