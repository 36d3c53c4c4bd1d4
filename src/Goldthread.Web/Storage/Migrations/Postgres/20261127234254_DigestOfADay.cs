using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Goldthread.Web.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class DigestOfADay : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateOnly>(
                name: "ForDay",
                table: "outbox",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<List<Guid>>(
                name: "Told",
                table: "outbox",
                type: "uuid[]",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<string>(
                name: "Digest",
                table: "AspNetUsers",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "Daily");

            migrationBuilder.CreateIndex(
                name: "IX_outbox_PersonId_ForDay",
                table: "outbox",
                columns: new[] { "PersonId", "ForDay" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_outbox_PersonId_ForDay",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "ForDay",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "Told",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "Digest",
                table: "AspNetUsers");
        }
    }
}
