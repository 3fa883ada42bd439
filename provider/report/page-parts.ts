/** How the page looks, on light and dark. */
export const STYLE = `
:root{color-scheme:light dark;--back:#fff;--card:#f6f8fa;--line:#d1d9e0;--words:#1f2328;--quiet:#59636e;--live:#1a7f37;--stops:#cf222e;--differs:#9a6700;--runs:#8250df;--new:#dafbe1;--gone:#ffebe9;--focus:#0969da}
@media(prefers-color-scheme:dark){:root{--back:#0d1117;--card:#151b23;--line:#3d444d;--words:#f0f6fc;--quiet:#9198a1;--live:#3fb950;--stops:#f85149;--differs:#d29922;--runs:#ab7df8;--new:#12361f;--gone:#4a1d20;--focus:#4493f8}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1060px;padding:24px 16px 64px;background:var(--back);color:var(--words);font:15px/1.55 system-ui,sans-serif}
h1{font-size:24px;margin:0 0 4px}h2{font-size:18px;margin:32px 0 8px}h3{font-size:16px;margin:0;overflow-wrap:anywhere}
p{margin:6px 0;overflow-wrap:anywhere}.quiet{color:var(--quiet)}
code{font:13px/1.5 ui-monospace,monospace;background:color-mix(in srgb,var(--words) 8%,transparent);padding:1px 5px;border-radius:4px;overflow-wrap:anywhere}
ins{background:var(--new);text-decoration:none;font-weight:600;border-radius:3px;padding:0 3px}
del{background:var(--gone);border-radius:3px;padding:0 3px}
:focus-visible{outline:2px solid var(--focus);outline-offset:2px}
.tools{position:sticky;top:0;z-index:1;display:flex;flex-wrap:wrap;gap:8px;align-items:center;padding:10px 0;background:var(--back);border-bottom:1px solid var(--line);margin-top:16px}
.tools input[type=search]{flex:1 1 240px;font:inherit;padding:6px 10px;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:6px}
.tools label{display:flex;gap:5px;align-items:center;border:1px solid var(--line);border-radius:16px;padding:3px 12px;cursor:pointer}
.tools label:has(:focus-visible){outline:2px solid var(--focus)}
.card{border:1px solid var(--line);border-left:4px solid var(--quiet);border-radius:8px;background:var(--card);padding:12px 16px;margin:10px 0;scroll-margin-top:72px}
.card:target{box-shadow:0 0 0 2px var(--focus)}
.card ul{margin:8px 0 4px;padding-left:20px}.card li{margin:2px 0;overflow-wrap:anywhere}
.live{border-left-color:var(--live)}.stops{border-left-color:var(--stops)}.differs{border-left-color:var(--differs)}.runs{border-left-color:var(--runs)}
.tag{font-size:12px;font-weight:400;color:var(--quiet);margin-left:6px}.danger{color:var(--stops);font-weight:600}
details{margin-top:8px}summary{cursor:pointer;color:var(--quiet)}
table{border-collapse:collapse;margin-top:6px;width:100%;font:13px/1.5 ui-monospace,monospace}
th,td{text-align:left;vertical-align:top;padding:3px 8px;border-top:1px solid var(--line);overflow-wrap:anywhere;font-weight:400}th{width:30%;color:var(--quiet)}
.map{overflow:auto;max-height:70vh;border:1px solid var(--line);border-radius:8px;background:var(--card)}
.map svg{display:block;margin:auto}
.map text{fill:var(--words);font:13px system-ui,sans-serif;text-anchor:middle}
.map rect{fill:var(--back);stroke:var(--line);stroke-width:1.5}
.map .live rect{stroke:var(--live);stroke-width:2.5}.map .stops rect{stroke:var(--stops);stroke-width:2.5;stroke-dasharray:6 4}.map .differs rect{stroke:var(--differs);stroke-width:2.5}
.map a:focus-visible{outline:none}.map a:focus-visible rect{stroke:var(--focus);stroke-width:4}
.way{fill:none;stroke:var(--quiet);stroke-width:1.2;opacity:.7}.way.new{stroke:var(--live);stroke-width:2.5}.way.gone{stroke:var(--stops);stroke-width:2;stroke-dasharray:6 4}
.off{opacity:.12}[hidden]{display:none}
.key{display:flex;flex-wrap:wrap;gap:16px;font-size:13px;color:var(--quiet);margin:6px 0}.key span::before{content:"";display:inline-block;width:22px;border-top:3px solid;margin-right:6px;vertical-align:middle}
.key .new::before{border-color:var(--live)}.key .gone::before{border-color:var(--stops);border-top-style:dashed}.key .other::before{border-color:var(--differs)}
@media(max-width:700px){.tools{position:static}.card{scroll-margin-top:8px}}
@media print{.tools{display:none}}
`;

/** Search and filter: what is written in the cards is looked at, nothing else is known here. */
export const SCRIPT = `
const cards=[...document.querySelectorAll(".card")];
const texts=cards.map(card=>card.textContent.toLowerCase());
const search=document.querySelector("#search"),found=document.querySelector("#found");
const boxes=[...document.querySelectorAll(".tools input[type=checkbox]")];
const nodes=[...document.querySelectorAll(".node")].map(node=>[node,node.dataset.changes.split(" ").map(Number)]);
const ways=[...document.querySelectorAll(".way")].map(way=>[way,way.dataset.ends.split(" ")]);
function show(){
  const words=search.value.toLowerCase().split(/\\s+/).filter(Boolean);
  const groups=new Set(boxes.filter(box=>box.checked).map(box=>box.value));
  const seen=cards.map((card,at)=>groups.has(card.dataset.group)&&words.every(word=>texts[at].includes(word)));
  cards.forEach((card,at)=>{card.hidden=!seen[at]});
  for(const section of document.querySelectorAll("section[data-group]"))section.hidden=!section.querySelector(".card:not([hidden])");
  const off=new Set();
  for(const [node,changes] of nodes){const is=!changes.some(at=>seen[at]);node.classList.toggle("off",is);if(is)off.add(node.id)}
  for(const [way,ends] of ways)way.classList.toggle("off",ends.some(end=>off.has(end)));
  const count=seen.filter(Boolean).length;
  found.textContent=count===cards.length?"":count+" of "+cards.length;
}
if(search){
  search.addEventListener("input",show);
  for(const box of boxes)box.addEventListener("change",show);
  document.addEventListener("keydown",event=>{
    if(event.key==="/"&&event.target!==search){event.preventDefault();search.focus()}
    if(event.key==="Escape"&&event.target===search){search.value="";show()}
  });
}
`;
