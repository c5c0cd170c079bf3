//! The sound files that are damaged: made here, and two small workbooks that only other programs write.

use assay_intake::form::{FormCase, FormPaper, write_form, write_grid};
use assay_model::tool::AuditTool;
use assay_model::{AuditKind, CaseId, DrawId};

use super::build;

type Corpus<'n> = Vec<(&'n str, Vec<u8>)>;

pub(crate) fn xlsx() -> Corpus<'static> {
    let rows = || vec![build::child("1002"), build::child("1003")];
    let seven = vec![vec![build::text("1001"), build::text("b) Female")]];
    let both = build::book(&[build::list(6, rows()), build::list(7, seven)]);
    vec![("list.xlsx", build::list_6(rows())), ("both.xlsx", both)]
}

pub(crate) fn xls() -> Corpus<'static> {
    vec![("list.xls", include_bytes!("corpus/list-6.xls").to_vec())]
}

pub(crate) fn ods() -> Corpus<'static> {
    vec![("list.ods", include_bytes!("corpus/list-6.ods").to_vec())]
}

pub(crate) fn census() -> Corpus<'static> {
    let text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Message><Header><CollectionDetails><Collection>CSWW</Collection><ReferenceDate>2022-09-30</ReferenceDate></CollectionDetails></Header><LALevelVacancies><NumberOfVacancies>1.5</NumberOfVacancies></LALevelVacancies><CSWWWorker><AgencyWorker>1</AgencyWorker><SWENo>A1</SWENo><FTE>0.8</FTE><Cases30>18</Cases30></CSWWWorker></Message>";
    vec![("census.xml", text.as_bytes().to_vec())]
}

/// Tables whose headers are usual ones of every kind, so that each reader finds something.
pub(crate) fn csv(name: &str) -> Corpus<'_> {
    let tables = [
        "Child Unique ID,Gender,Ethnicity,Date of Birth,Age of Child (Years),Does the Child have a Disability,CIN Start Date,Primary Need Code,Date Child Was Last Seen,CIN Closure Date,Reason for Closure,Case status,Allocated Team,Allocated Worker\n1001,b) Female,a) WBRI,25/01/2015,11,b) No,01/02/2025,N1 - Abuse or neglect,01/09/2026,,,c) Child in need plan,CIN 1,Worker A\n",
        "draw_id,case_id,auditor,audit_date,month,audit_type,tool,overall,domain,score,judgement,not_applicable,comment,good_practice,action,action_owner,action_due,urgent_concern,urgent_told,urgent_told_on,urgent_response,received_on,worker_took_part,child_asked,child_words\n2026-09-monthly,7,ab,12/09/2026,2026-09,monthly,2025,Good,Planning,6.5,RI,no,\"Late, twice\nagain\",Fine,Book it,AB,01/10/2026,left alone,duty,12/09/2026,seen,13/09/2026,yes,yes,fine\n",
        "case_id,overall,Planning score,Planning comment,Planning grade,Planning n/a\n7,Good,6,Clear,RI,\n",
        "case_id,date,worker,login,name,team,capacity,leave_from,leave_to,restricted_cleared,old_id,new_id,family_id\n1,01/09/2026,W,ab,Ann,CIN 1,4,2026-09-01,2026-09-30,yes,U1,1,F1\n",
        "comment_id,theme,verdict,reading,reviewer,note,text_digest\nc1,drift_and_delay,confirmed,blind,ab,seen twice,ab12\nc2,drift_and_delay,rejected,,,,\n",
        "pers_person_id,pers_forename,pers_sex,pers_ethnicity,pers_dob,pers_legacy_id\n1,Ann,F,WBRI,12/05/2014,\n2,Bo,M,MWBC,NULL,1\n",
        "measure,area,period,value,source,n,finding_id,letter_date,recommendation,owner,progress,status,action_id,what,due,due_2,done_on,comment,comment_id\nvisits,England,2025,0.8,DfE,10,F1,2025-01-01,Improve,DCS,half,amber,A1,Book it,2026-10-01,2026-11-01,,Drift and delay,c1\n",
    ];
    let mut all: Corpus<'_> =
        tables.iter().map(|table| (name, table.as_bytes().to_vec())).collect();
    all.push((name, build::list_6(vec![build::child("1002")])));
    let wide: Vec<u8> = tables[1].encode_utf16().flat_map(u16::to_le_bytes).collect();
    all.push((name, wide));
    all
}

pub(crate) fn tools() -> Vec<AuditTool> {
    let text = assay_config::shipped::text("audit-tool.yaml").expect("the tool is shipped");
    let asks = "        questions: [{text: How was the child seen?, answer: [at home, elsewhere], required: true}, {text: When?, answer: date}]\n";
    let text = text.replacen("        questions: []\n", asks, 1);
    assay_config::tool::read(&text, "audit-tool.yaml").expect("the tool is usable")
}

pub(crate) fn form_case(id: &str) -> FormCase {
    FormCase {
        case: CaseId::parse(id).expect("an id"),
        auditor: "ab".to_owned(),
        kind: AuditKind::Monthly,
        plan_type: String::new(),
        answers: None,
    }
}

pub(crate) fn form_paper<'a>(
    draw: &'a DrawId,
    tool: &'a AuditTool,
    cases: &'a [FormCase],
) -> FormPaper<'a> {
    FormPaper {
        draw,
        digest: "abc123",
        auditor: "ab",
        tool,
        council: "Anyshire",
        marking: "OFFICIAL-SENSITIVE",
        urgent_contact: "the duty manager",
        due: "",
        cases,
    }
}

pub(crate) fn forms(tools: &[AuditTool]) -> Corpus<'static> {
    let draw = DrawId::parse("2026-09-monthly").expect("an id");
    let cases = [form_case("1"), form_case("2")];
    let paper = form_paper(&draw, &tools[0], &cases);
    let form = write_form(&paper).expect("a form");
    let grid = write_grid(&paper).expect("a grid");
    let filled = build::with_part(&form, "xl/worksheets/sheet2.xml", |xml| {
        // The first empty box with a date, so that the sheet counts as begun.
        xml.replacen("<c r=\"B5\" s=", "<c r=\"B5\" t=\"n\" s=", 1)
    });
    vec![("form.xlsx", form), ("grid.xlsx", grid), ("filled.xlsx", filled)]
}
