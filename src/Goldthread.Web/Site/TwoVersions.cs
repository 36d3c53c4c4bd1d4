using System.Collections;
using System.Reflection;
using System.Text.Json;
using Goldthread.Domain;
using Goldthread.Web.Features.Admin.Trail;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Features.Shared.Fields;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Goldthread.Web.Site;

/// <summary>What somebody else saved first, beside what this person typed.</summary>
/// <param name="Lines">Fields that differ.</param>
public sealed record Conflict(IReadOnlyList<ConflictLine> Lines)
{
    /// <summary>What was done meanwhile, and by whom.</summary>
    public IReadOnlyList<DeedSince> Since { get; init; } = [];
}

/// <summary>One field that this person changed and the other holds otherwise.</summary>
public sealed record ConflictLine(string Field, string? Theirs, string? Mine);

/// <summary>Puts together what was on the screen, what this person typed and what somebody else saved meanwhile: a field that
/// was not touched takes the other's value, one that was keeps what was typed (Z4).</summary>
internal static class TwoVersions
{
    private const string Prefix = "Input";

    /// <summary>What a form shows of a record when it is opened, to be posted back beside what is typed; null on pages that
    /// have no such form.</summary>
    public static string? OnScreen(BoardPage page) =>
        page.Command.Version > 0 && page.GetType().GetProperty(Prefix)?.GetValue(page) is { } input ? JsonSerializer.Serialize(input, input.GetType(), BoardDb.AsRead) : null; // as it is read, so that a text taken out is found in what was kept of it

    /// <summary>Opens the page anew, as it is saved now, with what this person changed put into it.</summary>
    /// <returns>The page, or what it answers when the record has gone; null when the page can't be put together so.</returns>
    public static async Task<IActionResult?> PutTogetherAsync(BoardDb db, PageHandlerExecutingContext context, BoardPage page, CancellationToken stop)
    {
        var property = page.GetType().GetProperty(Prefix);
        var open = page.GetType().GetMethod("OnGetAsync");
        if (property?.GetValue(page) is not { } mine || open?.ReturnType != typeof(Task<IActionResult>) || Was(page.Command.Was, mine.GetType()) is not { } was) return null;
        var arguments = open.GetParameters().Select(p => p.ParameterType == typeof(CancellationToken) ? stop : context.HandlerArguments.TryGetValue(p.Name!, out var given) ? given : null).ToArray();
        if (open.GetParameters().Zip(arguments).Any(a => a.Second is null && a.First.ParameterType.IsValueType && Nullable.GetUnderlyingType(a.First.ParameterType) is null)) return null;

        db.ChangeTracker.Clear(); // or the record would be found as this person left it
        var empty = Activator.CreateInstance(mine.GetType());
        property.SetValue(page, Activator.CreateInstance(mine.GetType())); // some pages fill the input they have: what was typed is not to be filled over
        var answer = await (Task<IActionResult>)open.Invoke(page, arguments)!;
        if (answer is not PageResult || property.GetValue(page) is not { } saved) return answer;
        page.Command.Was = JsonSerializer.Serialize(saved, saved.GetType(), BoardDb.AsRead);
        var names = await Names.LoadAsync(db, stop);
        var posted = context.HttpContext.Request.Form.Keys;
        List<ConflictLine> lines = [];
        foreach (var field in saved.GetType().GetProperties().Where(p => p is { CanRead: true, CanWrite: true }))
        {
            var (before, typed, theirs) = (field.GetValue(was), field.GetValue(mine), field.GetValue(saved));
            if (!IsPosted(field, posted) || Plain(before) == Plain(typed))
            {
                foreach (var key in page.ModelState.Keys.Where(key => IsOf(field, key)).ToList()) page.ModelState.Remove(key);
                continue;
            }
            field.SetValue(saved, typed);
            // A reason just typed, a decision that no record holds: nothing stands beside it.
            var stoodEmpty = Plain(before) == Plain(theirs) && Plain(theirs) == Plain(field.GetValue(empty));
            if (Plain(typed) != Plain(theirs) && !stoodEmpty) lines.Add(new(FieldWords.Of(KindOf(saved), field.Name), Say(theirs, names), Say(typed, names)));
        }
        page.ViewData["Conflict"] = new Conflict(lines);
        return answer;
    }

    private static object? Was(string? posted, Type type)
    {
        if (posted is null) return null;
        try
        {
            return JsonSerializer.Deserialize(posted, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // A box that is not ticked is not sent; any other field that is on the form is.
    private static bool IsPosted(PropertyInfo field, ICollection<string> posted) =>
        field.PropertyType == typeof(bool) || IsList(field.PropertyType) || posted.Any(key => IsOf(field, key));

    private static bool IsOf(PropertyInfo field, string key) =>
        key == $"{Prefix}.{field.Name}" || key.StartsWith($"{Prefix}.{field.Name}.", StringComparison.Ordinal) || key.StartsWith($"{Prefix}.{field.Name}[", StringComparison.Ordinal);

    private static bool IsList(Type type) => type != typeof(string) && typeof(IEnumerable).IsAssignableFrom(type);

    // To compare: how a browser ends lines, and in which order boxes are ticked, is no change.
    private static string Plain(object? value) => value switch
    {
        null => "",
        string text => text.ReplaceLineEndings("\n").Trim(),
        IEnumerable many => string.Join('\n', many.Cast<object?>().Select(Plain).Order(StringComparer.Ordinal)),
        DateInput date => $"{date.Day?.Trim()} {date.Month?.Trim()} {date.Year?.Trim()}",
        _ => JsonSerializer.Serialize(value, value.GetType()),
    };

    private static string Say(object? value, Names names) => value switch
    {
        null => "",
        string text => text,
        bool yes => yes ? "yes" : "no",
        Enum member => member.InWords(),
        Guid id => names[id] is { Length: > 0 } name ? name : "another record",
        DateInput date => DateText.Read($"{date.Day} {date.Month} {date.Year}") is { } day ? day.InWords() : $"{date.Day} {date.Month} {date.Year}".Trim(),
        DateOnly day => day.InWords(),
        IEnumerable many => string.Join(", ", many.Cast<object?>().Select(one => Say(one, names))),
        _ => Convert.ToString(value, BoardCalendar.British) ?? "",
    };

    // "FindingInput" holds what is typed of a finding.
    private static string KindOf(object input) => input.GetType().Name.Replace("Input", "", StringComparison.Ordinal) switch
    {
        "Action" => nameof(Domain.Thread.ImprovementAction),
        "Measure" => nameof(Domain.Thread.ImpactMeasure),
        "Item" => nameof(Domain.Library.LibraryItem),
        var kind => kind,
    };
}
