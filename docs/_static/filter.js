/* The filter of the lists of records. Without it, or without JavaScript, the whole list is there. */
"use strict";

const EVER_USED = ["used", "ended"];

function standings(row) {
  return new Map((row.dataset.tactics || "").trim().split(/\s+/).filter(Boolean).map((pair) => pair.split("=")));
}

/* A tactic without a standing asks for "ever used", as the library does; a standing without a tactic for any tactic. */
function hasTactic(row, tactic, standing) {
  if (!tactic && !standing) return true;
  const told = standings(row);
  const wanted = standing ? [standing] : EVER_USED;
  if (tactic) return wanted.includes(told.get(tactic) || "unknown");
  return standing === "unknown" ? told.size < 15 : [...told.values()].some((each) => wanted.includes(each));
}

function fits(row, asked) {
  const text = (asked.text || "").trim().toLowerCase();
  return (
    (!text || `${row.textContent} ${row.dataset.id}`.toLowerCase().includes(text)) &&
    (!asked.state || row.dataset.state === asked.state) &&
    (!asked.kind || row.dataset.kind === asked.kind) &&
    hasTactic(row, asked.tactic, asked.standing)
  );
}

function show(form, rows, points, result) {
  const asked = Object.fromEntries(new FormData(form));
  let shown = 0;
  for (const row of rows) {
    row.hidden = !fits(row, asked);
    const point = points.get(row.dataset.id);
    if (point) point.style.display = row.hidden ? "none" : "";
    shown += row.hidden ? 0 : 1;
  }
  const filtered = Object.values(asked).some(Boolean);
  result.textContent = filtered ? `${shown} of ${rows.length} shown` : `all ${rows.length} shown`;
  const query = new URLSearchParams(Object.entries(asked).filter(([, value]) => value)).toString();
  history.replaceState(null, "", query ? `?${query}` : location.pathname + location.hash);
}

function fill(form) {
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (form.elements[name]) form.elements[name].value = value;
  }
}

document.addEventListener("DOMContentLoaded", () => {
  for (const form of document.querySelectorAll("form[data-filter]")) {
    const rows = [...document.querySelectorAll(`#${form.dataset.filter} tbody tr`)];
    const points = new Map([...document.querySelectorAll("circle[data-id]")].map((each) => [each.dataset.id, each]));
    const result = document.querySelector(".filter-result");
    const update = () => show(form, rows, points, result);
    form.hidden = false;
    fill(form);
    form.addEventListener("input", update);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(update));
    update();
  }
});
