using System.Net;
using System.Text.RegularExpressions;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Dataset;
using Goldthread.Domain.Governance;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Storage;
using Goldthread.Web.Tests.Dataset;
using Goldthread.Web.Tests.Governance;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Goldthread.Web.Tests.Site;

/// <summary>Opens every page there is, found by itself, for readers of restricted records of every kind: whichever shows one of them
/// leaves its reading on the trail. Each such record bears a word that stands nowhere else.</summary>
[Trait("feature", "W5"), Trait("threat", "T13")]
public sealed partial class EveryReadingTests(BoardApp template) : IAsyncLifetime
{
    private static readonly Somebody[] readers = [Somebody.Officer, Somebody.QualityChair, Somebody.SocialCareLead, Somebody.Contributor, Somebody.Administrator];

    // With the word that tells it; of an indicator and its card on the shelf, which bear one name, either is read.
    private readonly List<(string Word, ConfidentialRecord Record)> restricted = [];
    private readonly List<(string Kind, string Words, Guid Id)> records = [];
    private readonly List<object> rows = [];
    private AccessList list = null!;
    private Board board = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_page_that_shows_a_restricted_record_leaves_its_reading_on_the_trail()
    {
        await GivenAsync();
        HashSet<string> faults = [], shown = [];
        foreach (var reader in readers)
        {
            var client = await board.AsAsync(reader);
            Queue<string> waiting = new(Addresses());
            HashSet<string> seen = [.. waiting];
            while (waiting.TryDequeue(out var address))
            {
                var before = await LastAsync();
                var screen = await client.OpenAsync(address);
                if (screen.Status != HttpStatusCode.OK || !screen.MediaType.StartsWith("text/", StringComparison.Ordinal)) continue;
                var told = restricted.ToLookup(r => r.Word, r => r.Record.Id).Where(r => screen.Body.Contains(r.Key, StringComparison.Ordinal)).ToList();
                var read = await ReadSinceAsync(before, reader);
                faults.UnionWith(told.Where(r => !r.Any(read.Contains)).Select(r => $"{Shape(address)}: {r.Key}"));
                if (screen.Path == address) faults.UnionWith(read.GroupBy(id => id).Where(g => g.Count() > 1).Select(g => $"{Shape(address)}: {restricted.Find(r => r.Record.Id == g.Key).Word} read {g.Count()} times"));
                shown.UnionWith(told.Select(t => t.Key));
                // Links lead to pages with a question in their address, too: one of each kind.
                foreach (var link in screen.Links.Select(l => l.StartsWith('?') ? screen.Path.Split('?')[0] + l : l.Split('#')[0]).Where(l => l.StartsWith('/') && l.Contains('?', StringComparison.Ordinal)))
                    if (seen.Add(Values().Replace(link, "$1"))) waiting.Enqueue(link);
            }
        }

        Assert.Equal(restricted.Select(r => r.Word).Distinct().Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
        Assert.True(faults.Count == 0, string.Join('\n', faults.Order(StringComparer.Ordinal)));
    }

    /// <summary>The addresses of all pages, with the records of this test in place of what is in braces.</summary>
    private IEnumerable<string> Addresses()
    {
        foreach (var page in board.Services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors.Items.OfType<PageActionDescriptor>().Select(p => p.AttributeRouteInfo!.Template!).Distinct().Order(StringComparer.Ordinal))
        {
            if (page.StartsWith("sign-", StringComparison.Ordinal)) continue;
            var words = page.Split("/{")[0];
            if (!page.Contains('{', StringComparison.Ordinal)) yield return $"/{page}";
            else if (page.Contains("{kind}/{id", StringComparison.Ordinal)) foreach (var record in records) yield return $"/{Fill(page, record.Kind, record.Id)}";
            else if (page.StartsWith("loose-ends", StringComparison.Ordinal)) foreach (var kind in Enum.GetNames<LooseEnd>()) yield return $"/loose-ends/{kind.ToLowerInvariant()}";
            else if (page.StartsWith("imports/{key", StringComparison.Ordinal)) yield return "/imports/1";
            else if (page.StartsWith("library/{volume", StringComparison.Ordinal)) foreach (var volume in Volumes.All) yield return $"/library/{Volumes.Slug(volume)}";
            else if (page.StartsWith("indicators/{code", StringComparison.Ordinal)) yield return $"/{Fill(page, "", Guid.Empty).Replace($"{Guid.Empty}", "SHUTFIGURES", StringComparison.Ordinal)}";
            else foreach (var record in records.Where(r => r.Words == words)) yield return $"/{Fill(page, record.Kind, record.Id)}";
        }
        foreach (var (kind, _, id) in records)
        {
            if (kind == "recommendation") yield return $"/actions/new?recommendation={id}";
            if (kind == "recommendation") yield return $"/measures/new?recommendation={id}";
            if (kind == "finding") yield return $"/recommendations/new?finding={id}";
            if (kind is "item" or "indicator") yield return $"/findings/new?{kind}={id}";
        }
        foreach (var (word, _) in restricted) yield return $"/search?q={word.ToLowerInvariant()}"; // what was asked stands on the page again
    }

    // The second id of an address is one that hangs on the first: an agency that was asked, an action of the meeting.
    private string Fill(string page, string kind, Guid id) => Value().Replace(page, m => m.Value switch
    {
        "{kind}" => kind,
        "{asked:guid}" => $"{Somewhere.SocialCare.Id}",
        "{action:guid}" => $"{restricted.Select(r => r.Record).OfType<ImprovementAction>().First(a => a.MeetingId is not null).Id}",
        _ => $"{id}",
    });

    private async Task GivenAsync()
    {
        list = new(AccessListOwner.Record, Guid.CreateVersion7());
        foreach (var reader in readers) list.Admit(MemberKind.Person, reader.Id, new(2026, 1, 1), "tests");
        rows.Add(list);

        var indicator = AnIndicator.Of(902, "SHUTFIGURES", name: "Qfigures visits");
        indicator.Describe(new("Qfigures visits", "How often.", "In time", "Due", 100, "%", 1, Polarity.HighIsGood, PublishedPeriodKind.Quarter, Accountability.HowWell, ""), new("A publisher", "A release", "A licence.", "", false), null, [Somewhere.Neglect.Id]);
        await board.GivenAsync(new Built<Indicator>(indicator, []));
        await using (var db = board.OpenAll()) await AnIndicator.ImportAsync(db, board, indicator.Quarters([.. Enumerable.Range(0, 24).Select(i => (double?)(70 + i % 3))]));

        LibraryItem item = new(Volume.Qualitative, "Case audit", "Qitem audit", new(2026, 9, 1), Somewhere.SocialCare.Id);
        item.Describe("Case audit", "Qitem audit", new(2026, 9, 1), Somewhere.SocialCare.Id, "What it says", null, [Somewhere.Neglect.Id]);
        var file = Shut("Qfile", new StoredFile("Qfile.txt", "text/plain", 5, new string('b', 64), new(2026, 9, 1), new(2026, 9, 1, 9, 0, 0, DateTimeKind.Utc), "tests"));
        Restricted("Qitem", "item", "library/items", item);
        LibraryItem open = new(Volume.Qualitative, "Case audit", "An open item", new(2026, 9, 1), null);
        Keep("item", "library/items", open);
        foreach (var id in new[] { item.Id, open.Id }) rows.Add(new FileLink(file.Id, "item", id));

        // The same thread twice: restricted, and open with restricted records beside it.
        var earlier = Restricted("Qearlier", "finding", "findings", FindingOf("Qearlier finding", new(2026, 8, 1)));
        var finding = Restricted("Qfinding", "finding", "findings", FindingOf("Qfinding", new(2026, 9, 14), item, indicator, file, earlier));
        var openFinding = Keep("finding", "findings", FindingOf("An open finding", new(2026, 9, 20), item, indicator, file, earlier));
        var merged = Restricted("Qmerged", "finding", "findings", FindingOf("Qmerged finding", new(2026, 9, 2)));
        Allowed(merged.MergeInto(finding, "Said twice", [], [], Somebody.QualityChair.WhoSees(merged), A.Today));
        var recommendation = Restricted("Qrecommendation", "recommendation", "recommendations", RecommendationOf("Qrecommendation", finding, openFinding));
        var openRecommendation = Keep("recommendation", "recommendations", RecommendationOf("An open recommendation", finding, openFinding));

        var meeting = Restricted("Qmeeting", "meeting", "meetings", Given.AMeetingOf(Somewhere.Quality, "Qmeeting").Record);
        var openMeeting = Keep("meeting", "meetings", Given.AMeetingOf(Somewhere.Quality, "An open meeting").Record);
        Restricted("Qdecision", "decision", "decisions", new Decision(openMeeting, 1, "Qdecision was made"));
        Keep("decision", "decisions", new Decision(meeting, 1, "An open decision of a closed meeting"));

        foreach (var (word, answers) in new[] { ("Qtask", recommendation), ("Qjob", openRecommendation) })
        {
            Restricted(word, "action", "actions", ActionOf($"{word} to do", answers, item, indicator, file));
            var done = ActionOf($"{word.Replace("Q", "Qdone", StringComparison.Ordinal)} by now", answers, item, indicator, file);
            Allowed(done.ReportDone("All teams have it", Somebody.SocialCareLead.WhoSees(done), A.Today));
            Restricted(word.Replace("Q", "Qdone", StringComparison.Ordinal), "action", "actions", done);
        }
        Keep("action", "actions", ActionOf("An open action", recommendation, item, indicator, file));
        Restricted("Qraised", "action", "actions", new ImprovementAction(openMeeting, "Qraised there", Somewhere.SocialCare.Id, new(2026, 10, 1), recommendation));
        Keep("action", "actions", new ImprovementAction(meeting, "An open action of a closed meeting", Somewhere.SocialCare.Id, new(2026, 10, 1)));

        Restricted("Qtest", "measure", "measures", MeasureOf("Qtest of twelve", openRecommendation, indicator, item));
        Keep("measure", "measures", MeasureOf("An open test", recommendation, indicator, item));
        await using (var db = board.OpenAll())
        {
            db.AddRange(rows);
            await db.SaveAsync(Command.Now("Tests: given"), Stop);
        }
        await using (var db = board.OpenAll())
        {
            var known = await db.Indicators.SingleAsync(i => i.Id == indicator.Id, Stop);
            var card = await db.LibraryItems.SingleAsync(i => i.SourceId == indicator.Id, Stop);
            foreach (ConfidentialRecord record in new ConfidentialRecord[] { known, card }) record.LimitTo(Confidentiality.Restricted, list.Id);
            await db.SaveAsync(Command.Now("Tests: shut"), Stop);
            restricted.AddRange([("Qfigures", known), ("Qfigures", card)]);
            records.Add(("indicator", "indicators", known.Id));
            records.Add(("item", "library/items", card.Id));
        }
        records.AddRange([("", "groups", Somewhere.Quality.Id), ("", "organisations", Somewhere.SocialCare.Id), ("", "themes", Somewhere.Neglect.Id), ("", "people", Somebody.SocialCareLead.Id), ("", "structure/themes", Somewhere.Neglect.Id)]);
    }

    private static Finding FindingOf(string title, DateOnly on, params Record[] sources)
    {
        var finding = A.Finding(title).Record;
        finding.Describe(FindingKind.AreaForImprovement, title, "", "Children wait.", EvidenceStrength.Moderate, Reach.System, on);
        if (sources.OfType<Finding>().FirstOrDefault() is { } earlier) finding.Repeat([earlier.Id]);
        foreach (var piece in Pieces(sources)) finding.RestOn(piece);
        return finding;
    }

    private static Recommendation RecommendationOf(string title, params Finding[] findings)
    {
        var recommendation = A.Recommendation(title).Record;
        recommendation.ComeFrom(findings.Select(f => f.Id));
        return recommendation;
    }

    private static ImprovementAction ActionOf(string title, Recommendation answers, params Record[] sources)
    {
        ImprovementAction action = new(answers, title, Somewhere.SocialCare.Id, new(2026, 10, 20), new(2026, 10, 1));
        action.Describe(title, "Every team has it.", Mechanism.Monitoring, Somewhere.SocialCare.Id, null);
        foreach (var piece in Pieces(sources)) action.Show(piece);
        return action;
    }

    private static ImpactMeasure MeasureOf(string howSeen, Recommendation of, Indicator indicator, params Record[] sources)
    {
        ImpactMeasure measure = new(of, MeasureKind.Indicator, howSeen, new(2026, 11, 1));
        measure.Describe(MeasureKind.Indicator, howSeen, indicator.Id, "5 of 12", "11 of 12", new(2026, 11, 1));
        foreach (var piece in Pieces([.. sources, indicator])) measure.RestOn(piece);
        return measure;
    }

    private static IEnumerable<Evidence> Pieces(IEnumerable<Record> sources) => sources.Where(s => s is not Finding).Select(source => new Evidence(
        source switch { LibraryItem => EvidenceSource.LibraryItem, StoredFile => EvidenceSource.File, _ => EvidenceSource.Indicator }, source.Id, new(2026, 9, 1), "Seen there", "Somebody"));

    private static void Allowed(IReadOnlyList<Problem> problems) => Assert.Empty(problems);

    private T Shut<T>(string word, T record) where T : ConfidentialRecord
    {
        record.LimitTo(Confidentiality.Restricted, list.Id);
        restricted.Add((word, record));
        rows.Add(record);
        return record;
    }

    private T Restricted<T>(string word, string kind, string words, T record) where T : ConfidentialRecord
    {
        records.Add((kind, words, record.Id));
        return Shut(word, record);
    }

    private T Keep<T>(string kind, string words, T record) where T : ConfidentialRecord
    {
        record.LimitTo(Confidentiality.Board, list.Id); // by the list for those who are no members of the board
        records.Add((kind, words, record.Id));
        rows.Add(record);
        return record;
    }

    private static string Shape(string address) => Id().Replace(address, "{id}");

    private async Task<long> LastAsync()
    {
        await using var db = board.OpenAll();
        return await db.AuditEntries.MaxAsync(e => e.Sequence, Stop);
    }

    private async Task<List<Guid>> ReadSinceAsync(long before, Somebody reader)
    {
        await using var db = board.OpenAll();
        return [.. (await db.AuditEntries.AsNoTracking().Where(e => e.Sequence > before && e.PersonId == reader.Id).ToListAsync(Stop)).SelectMany(e => e.Changes).Where(c => c.State == "read").Select(c => c.RecordId)];
    }

    public async ValueTask InitializeAsync() => board = await Board.NewAsync(template);

    public ValueTask DisposeAsync() => board.DisposeAsync();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Value();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Id();

    [GeneratedRegex("([?&][^=&]+)=[^&]*")]
    private static partial Regex Values();
}
