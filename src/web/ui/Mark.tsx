/** The bicycle: two wheels in the two teams' hues. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 24 24" aria-hidden="true">
      <rect width="24" height="24" rx="6" fill="var(--text-strong)" />
      <circle cx="8.2" cy="13.8" r="3.3" fill="none" stroke="#a68ff7" strokeWidth="1.9" />
      <circle cx="15.8" cy="13.8" r="3.3" fill="none" stroke="#37bcab" strokeWidth="1.9" />
      <path
        d="M8.2 13.8 10.4 8.4h5.4l2.2 0M10.4 8.4l5.4 5.4"
        fill="none"
        stroke="var(--surface-panel)"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
