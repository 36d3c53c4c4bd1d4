using System.Globalization;
using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using Goldthread.Domain;
using Goldthread.Domain.Library;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Tests.Site;

/// <summary>One agency wanders about the product by its links and forms, as its lead and with what an attacker adds; the
/// other's records stay as they were and unseen.</summary>
public sealed class TwoAgenciesTests(BoardApp template) : IAsyncLifetime
{
    private const string Marker = "quodlibetarian";
    private const int Steps = 200;
    private Board board = null!;

    [Theory]
    [Trait("threat", "T02")]
    [Trait("threat", "T03"), Trait("asvs", "V8.4.1")]
    [InlineData(1), InlineData(2)]
    public async Task Nothing_that_one_agency_does_touches_or_shows_the_other(int seed)
    {
        var theirs = await GivenTheirsAsync();
        var before = await StateAsync(theirs);
        var lead = await board.AsAsync(Somebody.SocialCareLead);
        Random random = new(seed);
        var own = await board.GivenAsync(An.Action("Own action"));
        List<string> forms = ["/my/progress", "/library/shelve", $"/actions/{own.Id}/progress", $"/actions/{own.Id}/edit", $"/actions/new?recommendation={own.RecommendationId}", $"/files/attach/action/{own.Id}"];
        List<string> known = ["/", $"/recommendations/{own.RecommendationId}", "/findings", "/recommendations", "/actions", "/library", "/search?q=" + Marker, $"/organisations/{Somewhere.Police.Id}", .. theirs.SelectMany(Guesses)];
        var (answered, posted) = (0, 0);

        for (var step = 0; step < Steps; step++)
        {
            var from = random.Next(2) == 0 ? forms : known;
            var screen = await lead.OpenAsync(from[random.Next(from.Count)]);
            Unseen(screen);
            if (screen.Status != HttpStatusCode.OK) continue;
            answered++;
            foreach (var link in screen.Links.Where(l => l.StartsWith('/') && !l.StartsWith("/sign-", StringComparison.Ordinal)))
                if (!known.Contains(link)) known.Add(link);
            var onPage = screen.Html.Forms.Where(f => f.Method == "post" && f.Closest("main") is not null).ToList();
            if (onPage.Count == 0) continue;
            if (!forms.Contains(screen.Path)) forms.Add(screen.Path);
            Unseen(await SubmitAsync(lead, screen, onPage[random.Next(onPage.Count)], theirs, random));
            posted++;
        }

        Assert.True(answered > Steps / 3 && posted > Steps / 10, $"{answered} pages, {posted} posts");
        Assert.Equal(before, await StateAsync(theirs));
    }

    private static IEnumerable<string> Guesses(Record record) => record switch
    {
        LibraryItem => [$"/library/items/{record.Id}", $"/library/items/{record.Id}/edit", $"/files/attach/item/{record.Id}", $"/history/item/{record.Id}"],
        Goldthread.Domain.Thread.Recommendation => [$"/recommendations/{record.Id}", $"/recommendations/{record.Id}/edit", $"/actions/new?recommendation={record.Id}", $"/thread/recommendation/{record.Id}"],
        Goldthread.Domain.Thread.ImprovementAction => [$"/actions/{record.Id}/progress", $"/actions/{record.Id}/verify", $"/actions/{record.Id}", $"/thread/action/{record.Id}"],
        _ => [],
    };

    private static void Unseen(Screen screen)
    {
        // What was searched for stands in the search box again.
        var text = screen.MediaType == "text/html" ? $"{screen.Html.Title} {screen.Text}".Replace($"“{Marker}”", "", StringComparison.Ordinal) : screen.Body;
        Assert.DoesNotContain($"{Marker} ", text, StringComparison.OrdinalIgnoreCase);
        Assert.True((int)screen.Status < 500, $"{screen.Path}: {screen.Status}");
    }

    private static async Task<Screen> SubmitAsync(Client client, Screen screen, IHtmlFormElement form, IReadOnlyList<Record> theirs, Random random)
    {
        var fields = Screen.Filled(form).Select(f => (f.Name, Value: f.Name.StartsWith("__", StringComparison.Ordinal) || random.Next(3) > 0 ? f.Value : Odd(f.Name, f.Value)))
            .Append(("Input.OwnerId", $"{Somewhere.Police.Id}")).ToArray();
        foreach (var box in form.QuerySelectorAll("input[type=checkbox], input[type=radio]").OfType<IHtmlInputElement>().Where(_ => random.Next(4) == 0))
            fields = [.. fields, (box.Name!, box.Value)];
        var action = form.GetAttribute("action") is { Length: > 0 } to ? to : screen.Path;
        if (action.Contains("sign-out", StringComparison.Ordinal)) return screen;
        return await client.PostAsync(action, fields);

        string Odd(string name, string value) => (name, random.Next(3)) switch
        {
            (_, 0) when Guid.TryParse(value, out _) || name.EndsWith("Id", StringComparison.Ordinal) => $"{theirs[random.Next(theirs.Count)].Id}",
            (_, 1) => $"Typed {random.Next(1000)}",
            _ => "5",
        };
    }

    private async Task<IReadOnlyList<Record>> GivenTheirsAsync()
    {
        LibraryItem item = new(Volume.FrontLine, "Statement", $"{Marker} item", new(2026, 9, 1), Somewhere.Police.Id);
        item.LimitTo(Confidentiality.Group, Somewhere.Police.AccessListId);
        await board.GivenAsync(new Built<LibraryItem>(item, []));
        var built = An.Action($"{Marker} action").ForAgency(Somewhere.Police);
        var recommendation = built.Before.OfType<Goldthread.Domain.Thread.Recommendation>().Single();
        recommendation.Describe($"{Marker} recommendation", $"{Marker} detail", $"{Marker} difference");
        var action = await board.GivenAsync(built);
        return [item, recommendation, action];
    }

    /// <summary>All columns of these records and of what points at them.</summary>
    private async Task<string> StateAsync(IReadOnlyList<Record> records)
    {
        await using var db = board.OpenAll();
        StringBuilder state = new();
        foreach (var record in records)
        {
            var now = await db.FindAsync(record.GetType(), [record.Id], TestContext.Current.CancellationToken) ?? throw new InvalidOperationException("gone");
            foreach (var column in db.Entry(now).Properties.OrderBy(p => p.Metadata.Name, StringComparer.Ordinal))
                state.Append(CultureInfo.InvariantCulture, $"{column.Metadata.Name}={column.CurrentValue};");
        }
        var ids = records.Select(r => r.Id).ToList();
        state.Append(CultureInfo.InvariantCulture, $"actions={await db.Actions.CountAsync(a => a.RecommendationId != null && ids.Contains(a.RecommendationId.Value), TestContext.Current.CancellationToken)};");
        state.Append(CultureInfo.InvariantCulture, $"history={await db.History.CountAsync(h => ids.Contains(h.RecordId), TestContext.Current.CancellationToken)}");
        return state.ToString();
    }

    public async ValueTask InitializeAsync() => board = await Board.NewAsync(template);

    public ValueTask DisposeAsync() => board.DisposeAsync();
}
