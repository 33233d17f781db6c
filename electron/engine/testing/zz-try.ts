import { simulatePlanner } from './planner-simulation.ts';
const mib=1048576, mb=1e6;
const rep=(n:number,c:object)=>Array.from({length:n},()=>({rate:0,...c}));
const show=(name:string,o:any,ideal:number)=>{const t=Date.now();try{const r=simulatePlanner(o);console.log(name.padEnd(34),r.seconds.toFixed(3),'ideal',ideal.toFixed(2),'x',(r.seconds/ideal).toFixed(3),'req',r.requests,'hedges',r.hedges,'left MiB',(r.leftToHash/mib).toFixed(1),Date.now()-t+'ms')}catch(e:any){console.log(name,'ERR',e.message)}};
for (const d of [0.01,0.05,0.2]) {
console.log('delay',d);
show('551MB 6x2',{size:551*mb,connections:rep(6,{rate:2*mb,delay:d})},551/12);
show('24MiB 5x1+.1 slow last',{size:24*mib,connections:[...rep(5,{rate:mib,delay:d}),...rep(1,{rate:.1*mib,delay:d})]},24/5.1);
show('24MiB 5x1+.1 slow first',{size:24*mib,connections:[...rep(1,{rate:.1*mib,delay:d}),...rep(5,{rate:mib,delay:d})]},24/5.1);
show('24MiB 5x1+.1 slow third',{size:24*mib,connections:[...rep(2,{rate:mib,delay:d}),...rep(1,{rate:.1*mib,delay:d}),...rep(3,{rate:mib,delay:d})]},24/5.1);
show('10GB 6 200',{size:10e9,connections:rep(6,{rate:200*mb/6,delay:d})},50);
show('10GB 6 200 shared',{size:10e9,total:200*mb,connections:rep(6,{rate:50*mb,delay:d})},50);
show('10GB 16 200',{size:10e9,connections:rep(16,{rate:200*mb/16,delay:d})},50);
show('551 100+5x5 fast first',{size:551*mb,connections:[...rep(1,{rate:100*mb,delay:d}),...[1,2,3,4,5].map(s=>({rate:5*mb,delay:d,source:s}))]},551/125);
show('551 100+5x5 fast last',{size:551*mb,connections:[...[1,2,3,4,5].map(s=>({rate:5*mb,delay:d,source:s})),...rep(1,{rate:100*mb,delay:d})]},551/125);
show('10GB 100+5x5 fast first',{size:10e9,connections:[...rep(1,{rate:100*mb,delay:d}),...[1,2,3,4,5].map(s=>({rate:5*mb,delay:d,source:s}))]},80);
for (const i of [0,2,5]) show('stall '+i,{size:551*mb,connections:rep(6,{rate:2*mb,delay:d}).map((c,k)=>k===i?{...c,changes:[{at:23,rate:0}]}:c)},23+(551-276)/10);
show('one',{size:551*mb,connections:rep(1,{rate:2*mb,delay:d})},551/2);
show('64',{size:551*mb,connections:rep(64,{rate:2*mb,delay:d})},551/128);
show('64 10GB',{size:10e9,connections:rep(64,{rate:2*mb,delay:d})},10e3/128);
for (const s of [0,1,mib-1,mib+1,3*mib]) show('size '+s,{size:s,connections:rep(6,{rate:2*mb,delay:d})},s/12/mb||1);
show('holes',{size:551*mb,missing:Array.from({length:200},(_,i)=>({start:i*2*mib,end:i*2*mib+mib})),connections:rep(6,{rate:2*mb,delay:d})},200*mib/12/mb);
show('holes4k',{size:551*mb,missing:Array.from({length:200},(_,i)=>({start:i*2*mib,end:i*2*mib+4096})),connections:rep(6,{rate:2*mb,delay:d})},200*4096/12/mb);
}
