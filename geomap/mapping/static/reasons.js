// @ts-check
// Why an event stands where it stands: reasons, runners-up, who disputes the place, and the command that corrects it.
(function (geomap) {
  "use strict";

  const { el, quote } = geomap;
  const t = geomap.strings;

  const { bullets, fold } = geomap.evidence;

  /** @param {Detail} detail */
  function why(detail) {
    const parts = [];
    if (detail.where_why) parts.push(bullets(detail.where_why));
    if (detail.runners_up) {
      const list = el("ul", "gm-why");
      for (const other of detail.runners_up) {
        const item = el("li");
        item.append(
          quote(other.name),
          other.country ? `, ${geomap.country(other.country)}` : "",
          el("span", "gm-quiet", ` ${Math.round(other.score * 100)} %`),
        );
        if (other.why && other.why.length) item.append(el("span", "gm-quiet gm-line", other.why.join("; ")));
        if (detail.correct) item.append(copyButton(t.use, `${detail.correct} ${shellWord(other.id)}`));
        list.append(item);
      }
      parts.push(el("h4", "", t.runnersUp), list);
    }
    return parts.length ? fold(t.whyHere, parts) : null;
  }

  /** One word of a POSIX shell. @param {string} text */
  const shellWord = (text) => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replace(/'/g, "'\"'\"'")}'`);

  /** The commands that correct an event, each up to what the reader adds. @param {Store} store @param {number} i */
  function wrong(store, i) {
    const { correct } = store.detail(i);
    if (!correct) return null;
    const event = `geomap correct --event ${shellWord(store.id(i))}`;
    const parts = [el("p", "gm-quiet", t.wrongHelp)];
    for (const [command, hole] of [
      [`${correct} `, t.placeHint],
      [`${event} --status `, t.statusHint],
      [`${event} --date `, t.dateHint],
      [`${event} --not-an-event`, ""],
    ]) {
      const code = el("code", "gm-command", command);
      if (hole) code.append(el("span", "gm-hole", hole));
      const line = el("div", "gm-order");
      line.append(code, copyButton(t.copy, command));
      parts.push(line);
    }
    return fold(t.wrong, parts);
  }

  /** @param {string} label @param {string} text */
  function copyButton(label, text) {
    const button = el("button", "gm-button gm-small", label, { type: "button" });
    button.addEventListener("click", async () => {
      await geomap.copy(text);
      button.textContent = t.copied;
      geomap.say(t.copied);
      setTimeout(() => (button.textContent = label), 1800);
    });
    return button;
  }

  /** @param {any} told */
  function contested(told) {
    if (!told) return null;
    const root = el("div", "gm-note");
    root.append(el("strong", "", t.contested));
    const names = (/** @type {string[]} */ codes) => codes.map(geomap.country).join(", ");
    if (told.note) root.append(el("p", "", told.note));
    const facts = [];
    if (told.governs.length)
      facts.push(`${t.governs} ${names(told.governs)}${told.since ? ` ${t.since} ${sinceWords(told.since)}` : ""}`);
    if (told.claims.length) facts.push(`${t.claims} ${names(told.claims)}`);
    if (facts.length) root.append(el("p", "gm-quiet", facts.join(". ")));
    return root;
  }

  /** @param {string} text */
  function sinceWords(text) {
    const day = geomap.dates.parse(text);
    return day === geomap.dates.NONE ? text : geomap.dates.range(day, day);
  }

  geomap.reasons = { contested, why, wrong };
})(window.geomap);
