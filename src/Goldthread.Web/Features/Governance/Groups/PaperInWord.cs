using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Features.Shared.Word;

namespace Goldthread.Web.Features.Governance.Groups;

/// <summary>The paper of a group in Word: section for section what its page shows.</summary>
public static class PaperInWord
{
    private static readonly WordColumn[] decided = [new("Action", 42), new("Reference", 14), new("Done by", 18), new("Due", 16), new("State", 16)];
    private static readonly WordColumn[] waiting = [new("Action", 46), new("Reference", 14), new("Done by", 18), new("Reported", 18), new("Evidence", 12, IsNumber: true)];
    private static readonly WordColumn[] news = [new("What", 30), new("Title", 44), new("Reference", 14), new("When", 18)];
    private static readonly WordColumn[] recommendations = [new("Recommendation", 36), new("Reference", 14), new("Made", 16), new("State", 14), new("Answers", 12), new("Actions accepted", 14), new("Impact", 16)];
    private static readonly WordColumn[] loose = [new("What", 48), new("Reference", 14), new("Who", 20), new("Since", 18)];
    private static readonly WordColumn[] shelves = [new("Volume", 60), new("Items", 12, IsNumber: true), new("Latest", 24)];
    private static readonly WordColumn[] members = [new("Who", 28), new("As", 22), new("For", 34), new("Since", 20)];

    /// <summary>Writes it.</summary>
    public static void Write(this WordPaper paper, GroupReport report)
    {
        var (group, names, number) = (report.Group, report.Names, 1);
        var (decisions, actions) = (report.Decisions, report.Raised);
        void Section(string title) => paper.Heading(1, $"{number++}. {title}");

        paper.Text(report.NextMeeting is { } next ? $"Paper for the meeting of {next.HeldOn.InWords()}" : "Paper for the next meeting");
        if (group.Purpose.Length > 0) paper.Text(group.Purpose);
        paper.Text($"{(report.Chairs.Count == 0 ? "No chair is named." : $"Chair: {string.Join(", ", report.Chairs)}.")} Quorum: {(group.Quorum.Length > 0 ? group.Quorum : "not set")}.");
        if (report.LastMeeting is { } last)
        {
            Section($"From the last meeting, {last.HeldOn.InWords()}");
            if (decisions.Count + actions.Count == 0) paper.Text("Nothing was recorded.");
            if (decisions.Count > 0) paper.Heading(2, "Decisions");
            foreach (var decision in decisions) paper.Bullet($"Decision {decision.Number}: {decision.Text}{(decision.WithdrawnOn is { } withdrawn ? $" (withdrawn on {withdrawn.InWords()}: {decision.Because})" : "")}");
            if (actions.Count > 0)
            {
                paper.Heading(2, "Actions and where they stand");
                paper.Table("Actions of the last meeting", decided, actions.Select(a => (string[])
                    [a.Title, a.Ref, names.Brief(a.OwnerId), a.Due is { } due ? due.InWords() : "No date", ActionRules.IsOverdue(a.Status, a.Due, report.Today) ? "Overdue" : a.Status.InWords()]));
            }
        }
        Section("To accept or send back");
        if (report.Waiting.Count == 0) paper.Text("Nothing waits to be accepted.");
        else paper.Table("Actions reported done", waiting, report.Waiting.Select(a => (string[])[a.Title, a.Ref, names.Brief(a.OwnerId), a.ReportedOn.InWords(), $"{a.Evidence}"]));
        Shortened(report.Waiting.Count, "The longest waiting");
        Section($"New since {report.Since.InWords()}");
        if (report.News.Count == 0) paper.Text("Nothing new.");
        else paper.Table("What is new", news, report.News.Select(n => (string[])[n.What(), n.Title, n.Ref, n.On.InWords()]));
        Shortened(report.News.Count, "The latest");
        Section("Where the thread is loose");
        if (report.Loose.Values.Sum() == 0) paper.Text("Nothing hangs loose in what you can see of this group’s.");
        foreach (var (end, count) in report.Loose.Where(l => l.Value > 0))
        {
            paper.Heading(2, $"{LooseEnds.Name(end)} ({count})");
            paper.Text(LooseEnds.Explain(end) + (count > GroupReport.LooseShown ? $" The {GroupReport.LooseShown} that have waited longest:" : ""));
            paper.Table(LooseEnds.Name(end), loose, report.LooseRows[end].Select(row => (string[])[row.Title, row.Ref, names.Brief(row.WhoId), row.Since.InWords()]));
        }
        Section("Recommendations and what became of them");
        if (report.Recommendations.Count == 0) paper.Text("It owns no recommendation yet.");
        else paper.Table("Recommendations of this group", recommendations, report.Recommendations.Select(r => (string[])
            [r.Title, r.Ref, r.MadeOn.InWords(), r.Status.InWords(), $"{r.Answered} of {r.Asked}", r.Actions == 0 ? "None planned" : $"{r.ActionsDone} of {r.Actions}",
             r.Judgement?.InWords() ?? (r.Measures == 0 ? "No impact test yet" : "Not judged yet")]));
        Shortened(report.Recommendations.Count, "Open ones first, then the latest;");
        if (group.RunsFramework)
        {
            Section("How fresh the library is");
            paper.Table("How fresh the library is", shelves, Volumes.All.Select(volume => report.Shelves.FirstOrDefault(s => s.Volume == volume) is { } shelf
                ? (string[])[Volumes.Name(volume), $"{shelf.Items}", shelf.Latest.InWords()] : [Volumes.Name(volume), "0", "Nothing yet"]));
        }
        Section("Members");
        if (!report.Sitting.Any()) paper.Text("Nobody is named yet.");
        else paper.Table("Members", members, report.Sitting.Select(s => (string[])
            [s.Who ?? "A member", s.IsDeputy ? $"Deputy {s.Role.InWords().ToLowerInvariant()}" : s.Role.InWords(), names[s.OrganisationId], s.From.InWords() + (s.Until is { } until ? $" until {until.InWords()}" : "")]));
        Section("Terms of reference");
        if (group.TermsOn(report.Today) is not { } terms) paper.Text("None are approved yet.");
        else
        {
            paper.Text($"Approved {terms.ApprovedOn.InWords()}; to be looked at again by {terms.ReviewOn.InWords()}{(terms.ReviewOn < report.Today ? ": review overdue" : "")}.");
            foreach (var paragraph in terms.Text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)) paper.Text(paragraph);
        }

        void Shortened(int count, string which)
        {
            if (count == GroupReport.Shown) paper.Text($"{which} {GroupReport.Shown} are shown.");
        }
    }
}
