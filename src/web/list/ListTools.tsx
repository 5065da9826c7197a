import type { ReactNode } from 'react';
import { ColumnsMenu } from './ColumnsMenu.tsx';
import type { DataListProps } from './DataList.tsx';
import { FilterBar } from './FilterBar.tsx';
import { ListSearchBox } from './ListSearchBox.tsx';
import { SortMenu } from './SortMenu.tsx';
import type { ListControl } from './use-list-state.ts';

type Props<T extends { id: string }> = DataListProps<T> & { list: ListControl; children: ReactNode };

export function ListTools<T extends { id: string }>({
  words,
  columns,
  fields,
  defaultSort,
  list,
  children,
}: Props<T>) {
  return (
    <div className="list-tools">
      <ListSearchBox many={words.many} value={list.state.q ?? ''} onChange={(q) => list.change({ q })} />
      <FilterBar
        fields={fields}
        filters={list.state.filter ?? []}
        onChange={(filter) => list.change({ filter })}
      />
      <div className="end">
        <SortMenu
          columns={columns}
          sort={list.state.sort ?? defaultSort}
          onChange={(sort) => list.change({ sort })}
        />
        <ColumnsMenu
          columns={columns}
          chosen={list.state.columns}
          onChange={(ids) => list.change({ columns: ids })}
        />
        {children}
      </div>
    </div>
  );
}
