/* How results of the search are ranked: as Sphinx does, with a place or tactic before what only mentions it. */
var Scorer = {
  weights: { "atlas/sites/": 1.6, "atlas/tactics/": 1.6, "atlas/agencies/": 1.2, "atlas/sources/": 0.8, "atlas/menus/": 0.8 },
  score: ([page, , , , score]) => {
    const folder = Object.keys(Scorer.weights).find((each) => page.startsWith(each));
    return score * (folder ? Scorer.weights[folder] : 1);
  },
  objNameMatch: 11,
  objPartialMatch: 6,
  objPrio: { 0: 15, 1: 5, 2: -5 },
  objPrioDefault: 0,
  title: 15,
  partialTitle: 7,
  term: 5,
  partialTerm: 2,
};
