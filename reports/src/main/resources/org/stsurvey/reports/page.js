// Tables can be sorted by any column, and long ones filtered. Everything stands without this script.
(() => {
  "use strict";
  const FEW = 8;

  // "1,234", "0.40 %", "−3", "up to 2.4": the first number of a cell; anything else sorts as text.
  const number = (text) => {
    const found = text.replace(/,/g, "").replace(/−/g, "-").match(/-?\d+(\.\d+)?/);
    return found ? parseFloat(found[0]) : Number.NEGATIVE_INFINITY;
  };

  const sortBy = (table, column, numeric, descending) => {
    const rows = [...table.tBodies[0].rows];
    const text = (row) => row.cells[column].textContent.trim();
    rows.sort((a, b) => numeric ? number(text(a)) - number(text(b)) : text(a).localeCompare(text(b), "en"));
    if (descending) rows.reverse();
    table.tBodies[0].append(...rows);
  };

  const makeSortable = (table) => {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      if (!head.textContent.trim()) return;
      const numeric = head.classList.contains("t-number");
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const descending = numeric
          ? head.getAttribute("aria-sort") !== "descending"
          : head.getAttribute("aria-sort") === "ascending";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", descending ? "descending" : "ascending");
        sortBy(table, column, numeric, descending);
      });
      // Browsers repeat a head on every printed page, but not the buttons in it.
      window.addEventListener("beforeprint", () => head.replaceChildren(...button.childNodes));
      window.addEventListener("afterprint", () => {
        button.replaceChildren(...head.childNodes);
        head.append(button);
      });
    });
  };

  const makeFilterable = (region, table) => {
    const label = document.createElement("label");
    label.className = "filter";
    const input = document.createElement("input");
    input.type = "search";
    input.autocomplete = "off";
    label.append("Only rows with ", input);
    region.before(label);
    input.addEventListener("input", () => {
      const wanted = input.value.trim().toLowerCase();
      for (const row of table.tBodies[0].rows) {
        row.hidden = wanted !== "" && !row.textContent.toLowerCase().includes(wanted);
      }
    });
  };

  for (const region of document.querySelectorAll(".scroll")) {
    const table = region.querySelector("table");
    const rows = table.tBodies[0].rows;
    if (rows.length < 2 || rows[0].cells.length !== table.tHead.rows[0].cells.length) continue;
    makeSortable(table);
    if (rows.length > FEW) makeFilterable(region, table);
  }
})();
