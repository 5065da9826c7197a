/**
 * The scores by the version in force, with their grades, to be selected from as SQL: `contact_id`, `fit`, `grade`,
 * `temperature`, `temperature_since`. While a version is being applied, there are two of each contact.
 */
export const currentScores = `(
  select s.contact_id, s.fit, s.temperature, s.temperature_since, case when s.fit >= m.a then 'A' when s.fit >= m.b then 'B'
    when s.fit >= m.c then 'C' else 'D' end as grade
  from scoring.scores as s
  join (select id, (document #>> '{fit,grades,a}')::real as a, (document #>> '{fit,grades,b}')::real as b,
      (document #>> '{fit,grades,c}')::real as c from scoring.models where state = 'in_force') as m on m.id = s.model_id)`;
