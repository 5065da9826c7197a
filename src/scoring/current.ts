const least = (grade: string) =>
  `(select (document #>> '{fit,grades,${grade}}')::real from scoring.models where state = 'in_force')`;

/**
 * The scores by the version in force, with their grades, to be selected from as SQL: `contact_id`, `fit`, `grade`,
 * `temperature`, `temperature_since`. While a version is being applied, there are two of each contact.
 * Not joined with their version: the planner then expected 146 people to be hot, of 41,800.
 */
export const currentScores = `(
  select s.contact_id, s.fit, s.temperature, s.temperature_since, case when s.fit >= ${least('a')} then 'A'
    when s.fit >= ${least('b')} then 'B' when s.fit >= ${least('c')} then 'C' else 'D' end as grade
  from scoring.scores as s where s.model_id = (select id from scoring.models where state = 'in_force'))`;
