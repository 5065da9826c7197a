import { Field } from '../../../web/ui/Field.tsx';
import { Icon } from '../../../web/ui/Icon.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { sourceChoices, stageChoices } from '../words.ts';
import {
  advice,
  fieldChoices,
  matchChoices,
  withColumn,
  type ColumnMap,
  type FileColumn,
  type MatchRule,
} from './mapping.ts';

/** Whom to take, and what new contacts get when their row does not say. */
export type Rules = { match: MatchRule; stage: string; source: string };

type Props = {
  columns: readonly FileColumn[];
  map: ColumnMap;
  change: (map: ColumnMap) => void;
  rules: Rules;
  changeRules: (rules: Rules) => void;
};

export function MappingStep({ columns, map, change, rules, changeRules }: Props) {
  const used = Object.keys(map).length;
  return (
    <>
      <p className="muted">
        Tandem has recognised {used} of {columns.length} columns. Change what is wrong; what you leave out is
        not imported.
      </p>
      <MappingTable {...{ columns, map, change }} />
      {advice(map, rules.match).map((sentence) => (
        <output key={sentence} className="notice">
          <Icon name="info" />
          <span>{sentence}</span>
        </output>
      ))}
      <Field label="Whom to take" hint="People are recognised by their e-mail address.">
        <Select
          value={rules.match}
          choices={matchChoices}
          onChange={(match) => changeRules({ ...rules, match: match as MatchRule })}
        />
      </Field>
      {rules.match !== 'update' && <NewOnes rules={rules} changeRules={changeRules} />}
    </>
  );
}

function NewOnes({ rules, changeRules }: Pick<Props, 'rules' | 'changeRules'>) {
  return (
    <div className="pairs">
      <Field label="Stage of new contacts" hint="When the file does not say.">
        <Select
          value={rules.stage}
          choices={stageChoices}
          onChange={(stage) => changeRules({ ...rules, stage })}
        />
      </Field>
      <Field label="How did they first hear of us?" hint="When the file does not say.">
        <Select
          value={rules.source}
          choices={sourceChoices}
          onChange={(source) => changeRules({ ...rules, source })}
        />
      </Field>
    </div>
  );
}

function MappingTable({ columns, map, change }: Pick<Props, 'columns' | 'map' | 'change'>) {
  return (
    <table className="table mapping">
      <thead>
        <tr>
          <th scope="col">Column in the file</th>
          <th scope="col">First values</th>
          <th scope="col">Becomes</th>
        </tr>
      </thead>
      <tbody>
        {columns.map(({ name, samples }) => (
          <tr key={name} className={map[name] === undefined ? 'left-out' : undefined}>
            <th scope="row">
              {name}
              <div className="sample only-narrow">{samples[0]}</div>
            </th>
            <td className="samples">
              {samples.length === 0 ? <span className="faint">empty</span> : samples.join(' · ')}
            </td>
            <td>
              <Select
                aria-label={`What ${name} becomes`}
                value={map[name] ?? ''}
                choices={fieldChoices}
                placeholder="Leave out"
                onChange={(field) => change(withColumn(map, name, field))}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
