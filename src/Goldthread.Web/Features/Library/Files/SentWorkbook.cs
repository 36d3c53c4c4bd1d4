using Goldthread.Domain;
using Goldthread.Domain.Library;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Goldthread.Web.Features.Library.Files;

/// <summary>A workbook that is handed out, filled by people and sent back: checked like every file, held while it is shown what would be
/// kept, and not kept itself.</summary>
public sealed class SentWorkbook(BoardDb db, AttachFiles attach, FileStore store)
{
    /// <summary>Hands a workbook out; that it was, stands on the trail.</summary>
    /// <param name="name">Name of the file, without ending.</param>
    /// <param name="sheets">What is in it.</param>
    /// <param name="stop">Stops.</param>
    public async Task<IActionResult> HandOutAsync(string name, IReadOnlyList<SheetToWrite> sheets, CancellationToken stop)
    {
        await db.LogExportAsync(name, stop);
        return Workbooks.File(name, sheets);
    }

    /// <summary>The sheets of the workbook that came with a form, now or before; null, with a message at the field, when there is none that
    /// can be read. It comes back with the form.</summary>
    /// <param name="input">The form's files.</param>
    /// <param name="state">Where messages go.</param>
    /// <param name="stop">Stops.</param>
    /// <param name="alsoLists">A list as comma-separated values will do as well.</param>
    public async Task<IReadOnlyList<Sheet>?> ReadAsync(FilesInput input, ModelStateDictionary state, CancellationToken stop, bool alsoLists = false)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(state);
        const string field = "Files.New";
        if (input.New.Any(f => f.Length > 0)) input.Held = []; // one that is chosen anew takes the place of the last
        var files = await attach.ReceiveAsync(input, state, field, stop);
        attach.Hold(input, []);
        if (!state.IsValid) return null;
        if (files is not [var file])
        {
            state.AddModelError(field, files.Count == 0 ? alsoLists ? "Choose your tracker" : "Choose the workbook" : "Choose one file");
            return null;
        }
        if (file.Waits)
        {
            state.AddModelError(field, $"“{file.Name}” can’t be read yet: the virus scanner does not answer. Try again in a few minutes");
            return null;
        }
        var isList = alsoLists && file.MediaType is "text/csv" or "text/plain";
        if (file.MediaType != Workbooks.MediaType && !isList) state.AddModelError(field, $"“{file.Name}” is no Excel workbook (.xlsx){(alsoLists ? " and no list as CSV" : "")}: choose another");
        else if (file.Length > Workbooks.Largest) state.AddModelError(field, $"“{file.Name}” is larger than 5 MB: choose another, or bring it in in parts");
        if (!state.IsValid) return null;
        try
        {
            await using var content = store.Open(file.Hash)!;
            IReadOnlyList<Sheet> sheets = isList ? [Sheet.OfList(await new StreamReader(content, new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true)).ReadToEndAsync(stop))] : Workbooks.Read(content);
            if (isList && Workbooks.TooLarge(sheets[0]) is { } tooLarge) throw new InvalidDataException(tooLarge);
            attach.Hold(input, [file]);
            return sheets;
        }
        catch (System.Text.DecoderFallbackException)
        {
            state.AddModelError(field, "The list is not text in UTF-8: save it as “CSV UTF-8”");
            return null;
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or CsvFormatException)
        {
            state.AddModelError(field, unreadable.Message);
            return null;
        }
    }
}
