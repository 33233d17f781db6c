import { simulatePlanner } from './planner-simulation.ts';
const mib=1048576, mb=1e6;
const rep=(n:number,c:object)=>Array.from({length:n},()=>({rate:0,...c}));
// stall scan
for (const d of [0.05,0.2]) { let worst=0,at='';let sum=0,n=0;
for (let t=0.5;t<45.5;t+=0.5) for (const i of [0,2,5]) { const ideal=t+(551-12*t)/10; const r=simulatePlanner({size:551*mb,connections:rep(6,{rate:2*mb,delay:d}).map((c,k)=>k===i?{...c,changes:[{at:t,rate:0}]}:c)} as any); const x=r.seconds/ideal; sum+=r.seconds-ideal;n++; if(x>worst){worst=x;at=`${t}s #${i} ${r.seconds.toFixed(2)} of ${ideal.toFixed(2)}`}}
console.log('stall scan delay',d,'worst',worst.toFixed(3),at,'mean excess',(sum/n).toFixed(2));}
// noise
function rng(seed:number){let s=seed;return()=>{s=(s*1664525+1013904223)%4294967296;return s/4294967296}}
for (const [n,size,label] of [[6,551*mb,'6 551'],[16,551*mb,'16 551'],[6,50*mb,'6 50'],[64,551*mb,'64 551'],[6,4e9,'6 4G'],[16,4e9,'16 4G']] as const) for (const d of [0.02,0.1]) {
let ex=0,req=0,hed=0,left=0; const N=20;
for (let k=0;k<N;k++){const r=rng(k+1); const cs=Array.from({length:n},()=>{const base=mb*(0.5+3*r());const changes=[];for(let t=1;t<600;t+=1+3*r())changes.push({at:t,rate:base*(0.5+r())});return{rate:base,delay:d,changes}});
 // ideal: integrate
 let need:number=size,t=0;while(need>0&&t<2000){let f=0;for(const c of cs){let x=c.rate;for(const g of c.changes)if(g.at<=t)x=g.rate;f+=x}need-=f*0.05;t+=0.05}
 const o=simulatePlanner({size,connections:cs});ex+=o.seconds/t-1;req+=o.requests;hed+=o.hedges;left+=o.leftToHash/mib}
console.log('noise',label,'d',d,'excess %',(100*ex/N).toFixed(2),'req',(req/N).toFixed(1),'hedges',(hed/N).toFixed(2),'left',(left/N).toFixed(0));}
