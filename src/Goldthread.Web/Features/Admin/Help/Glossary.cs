using Goldthread.Domain;

namespace Goldthread.Web.Features.Admin.Help;

/// <summary>Terms of the practice in plain words; those that differ between a board and a partnership come from its words.</summary>
public static class Glossary
{
    /// <summary>Term and meaning, in no order.</summary>
    public static IEnumerable<(string Term, string Meaning)> Terms(Words words) =>
    [
        (words.Body, $"The agencies of an area that together answer for keeping children safe. Here: the {words.BodyShort}."),
        (Capital(words.Leaders), $"Those who lead the {words.BodyShort}."),
        (Capital(words.Scrutineer), $"The independent person who tests how well the {words.BodyShort} works."),
        (Capital(words.Members), "The other agencies that take part."),
        (words.AnnualReport, $"The {words.BodyShort}’s public account of a year: what was done, and what it changed for children."),
        (Capital(words.CaseReview), $"A look at what agencies did after a child died or was badly hurt, to learn from it. Short: {words.CaseReviewShort}."),
        (words.CaseReviewGroup, "The group that considers serious incidents and sees reviews through."),
        (Capital(words.LocalReview), $"A review of a case that teaches something though it does not call for a {words.CaseReview}."),
        (Capital(words.FirstStage), "The first step after a serious incident: what is known, and whether to review it."),
        (words.QualityGroup, "The group that runs this learning framework: figures, audits, and what became of them."),
        (Capital(words.HealthCommissioner), "The body that plans and pays for health services in the area."),
        (Capital(words.LookedAfter), "Children whom the council looks after in place of their parents."),
        (Capital(words.Exploitation), "The meeting of agencies about children who are exploited or go missing."),
        ("Action", "What an agency has promised to do about a recommendation, with a date."),
        ("Adverse childhood experience (ACE)", "Something in childhood, such as violence at home, that can harm health for life."),
        ("Child in need", "A child who needs help from the council to do well: section 17 of the Children Act 1989."),
        ("Child protection plan", "What agencies and family do together for a child who is likely to come to serious harm."),
        ("Designated safeguarding lead", "The person in a school or service whom others turn to about children’s safety."),
        ("Disguised compliance", "Seeming to work with professionals so that they ask no further."),
        ("Early help", "Help for a family before a problem grows."),
        ("Embedded", "A change that has held long enough to be the usual way of working."),
        ("Escalation", "What to do when agencies disagree about a child: a way to bring it to somebody more senior."),
        ("Evidence", "What a finding, an action or a judgement rests on: a document, a figure, an audit, what children said."),
        ("Finding", "What the evidence says goes well, needs to be better, or may go wrong."),
        ("Impact test", "How it will be seen whether a recommendation made a difference to children, and when somebody will look."),
        ("Local authority designated officer", "Looks into what is alleged against people who work with children."),
        ("Loose end", "A place where the thread breaks: a finding nobody answered, an action without evidence, a change nobody checked."),
        ("MAPPA", "Agencies’ arrangements for offenders who may be dangerous to the public."),
        ("MARAC", "A meeting of agencies about people at high risk of domestic abuse."),
        ("MASH", "Multi-agency safeguarding hub: the front door where worries about children are looked at by several agencies."),
        ("Professional curiosity", "Asking, checking and looking further, and not taking what is said at face value."),
        ("Recommendation", "What agencies or groups are asked to do about findings."),
        ("Re-audit", "The same audit again, to see whether practice changed."),
        ("Section 11", "The duty of agencies under the Children Act 2004 to keep children’s safety in mind in all they do; each looks at itself once a year."),
        ("Section 47", "The council’s duty to look into a case when a child may be suffering serious harm."),
        ("Section 175 and 157", "The like duty of schools, under the Education Act 2002."),
        ("Think family", "Seeing a child’s parents, brothers and sisters, and the men around them, as one whole."),
        ("Thread", "The way from evidence to a finding, a recommendation, an action, and what it changed."),
        ("Thresholds", "What level of need calls for what kind of help."),
        ("Triangulation", "Setting different kinds of evidence side by side: where they agree, where they differ, where nobody has looked."),
        ("Voice of the child", "What a child says or shows, and what daily life is like from the child’s side."),
        ("Walkabout", "Members visit a service, talk with staff and children, and write down what they saw."),
        ("Working day", "Monday to Friday without bank holidays; statutory clocks run in these."),
        ("Working Together", "The government’s guidance on how agencies keep children safe; its editions of 2015, 2018 and 2023 are all met here."),
    ];

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
