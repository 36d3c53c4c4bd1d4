using System.Net;
using System.Text.RegularExpressions;
using Goldthread.Domain;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Tests.Site;

/// <summary>Follows the links of the pages from the home on, one of each kind.</summary>
public sealed partial class EveryLinkTests(Board board, BoardApp template) : IClassFixture<Board>
{
    private const int Most = 150;

    // Terms that one profile has and the other has not, beside what records are called.
    private static readonly Func<Words, string>[] terms = [w => w.Body, w => w.BodyShort, w => w.Leaders, w => w.Scrutineer, w => w.CaseReview, w => w.FirstStage, w => w.HealthCommissioner, w => w.LookedAfter, w => w.Exploitation, w => w.CaseReviewShort];

    public static TheoryData<Somebody> Everyone => [.. Somebody.Everyone];

    [Theory, MemberData(nameof(Everyone))]
    [Trait("feature", "W2")]
    [Trait("asvs", "V8.2.1")]
    public async Task No_page_offers_somebody_a_door_that_is_shut_to_her(Somebody somebody)
    {
        await GivenAsync(board);
        List<string> shut = [];
        var seen = 0;

        await WalkAsync(board, somebody, (screen, from) =>
        {
            seen++;
            if (screen.Status is not (HttpStatusCode.OK or HttpStatusCode.Redirect)) shut.Add($"{from} → {screen.Path}: {screen.Status}");
        });

        Assert.True(seen > 10, $"{seen}");
        Assert.True(shut.Count == 0, string.Join('\n', shut));
    }

    [Theory, InlineData("LSCB"), InlineData("LSCP")]
    [Trait("feature", "Z9")]
    public async Task Pages_speak_the_boards_own_words(string code)
    {
        await using var own = await Board.NewAsync(template); // the settings are kept for a while
        await GivenAsync(own);
        await using (var db = own.OpenAll())
        {
            var settings = await db.Settings.SingleAsync(TestContext.Current.CancellationToken);
            settings.Describe("The Body of the Tests", code, "Croydon", "", "", "office@tests.example");
            await db.SaveAsync(Command.Now("Tests: words"), TestContext.Current.CancellationToken);
        }
        var (words, others) = (Words.For(code), Words.For(code == "LSCB" ? "LSCP" : "LSCB"));
        var foreign = terms.Select(t => (Own: t(words), Other: t(others))).Where(t => t.Own != t.Other).Select(t => t.Other).ToList();
        List<string> faults = [], names;
        await using (var db = own.OpenAll())
            names = ["Test Partnership", .. await db.Organisations.Select(o => o.Name).Concat(db.Groups.Select(g => g.Name)).ToListAsync(TestContext.Current.CancellationToken), .. await db.Organisations.Select(o => o.ShortName).Concat(db.Groups.Select(g => g.ShortName)).ToListAsync(TestContext.Current.CancellationToken)];

        await WalkAsync(own, Somebody.Officer, (screen, _) =>
        {
            if (screen.MediaType != "text/html" || screen.Path.StartsWith("/glossary", StringComparison.Ordinal) || screen.Path.StartsWith("/settings", StringComparison.Ordinal)) return;
            var said = names.Aggregate(screen.Text, (text, name) => text.Replace(name, "", StringComparison.Ordinal)); // what groups and organisations are called is theirs
            faults.AddRange(foreign.Where(term => Regex.IsMatch(said, $@"\b{Regex.Escape(term)}s?\b", RegexOptions.IgnoreCase)).Select(term => $"{screen.Path}: {Regex.Match(said, $@".{{0,40}}\b{Regex.Escape(term)}s?\b.{{0,20}}", RegexOptions.IgnoreCase).Value}"));
        });

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private static async Task GivenAsync(Board board)
    {
        await board.GivenAsync(An.Action("Walked to").ReportedDone());
        await board.GivenAsync(A.Measure());
    }

    private static async Task WalkAsync(Board board, Somebody somebody, Action<Screen, string> look)
    {
        var client = await board.AsAsync(somebody);
        Queue<(string Path, string From)> waiting = new([("/", "the start")]);
        HashSet<string> kinds = ["/"];
        for (var opened = 0; opened < Most && waiting.TryDequeue(out var next); opened++)
        {
            var screen = await client.OpenAsync(next.Path);
            look(screen, next.From);
            foreach (var link in screen.Links.Select(l => l.StartsWith('?') ? screen.Path.Split('?')[0] + l : l.Split('#')[0]).Where(l => l.StartsWith('/') && !l.StartsWith("/sign-out", StringComparison.Ordinal)))
                if (kinds.Add(Values().Replace(Id().Replace(link, "{id}"), "$1"))) waiting.Enqueue((link, screen.Path));
        }
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Id();

    [GeneratedRegex("([?&][^=&]+)=[^&]*")]
    private static partial Regex Values();
}
